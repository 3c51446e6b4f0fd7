import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SessionCookie } from '../../auth/session-cookie.js';
import { Config } from '../../platform/config/config.js';
import { LOCALES } from '../../platform/i18n/locale.js';
import { type PromiseId } from '../../policy/promises.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { type CheckResult, looked, type PromiseCheck, unknown, verdict } from '../promise-check.js';

/**
 * Promises about a part that the portal does not have, or that no check looks at yet: a cookie of the policy that is in
 * use and has no check is told from one that is not in use.
 */
@Injectable()
export class PartsToCome implements PromiseCheck {
  constructor(
    private readonly policy: PublishedPolicy,
    private readonly config: Config,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const { cookies } = await this.policy.inForce();
    const isSet = cookies.some(({ promises, active }) => active && promises.includes(promise));
    const isAsked = promise === 'P25' && this.config.spamCheck !== undefined;
    return unknown(isSet || isAsked ? 'no_check' : 'not_in_use');
  }
}

/** What makes a browser ask another host, as PostgreSQL reads it; attributes may stand in quotes of either kind, or none. */
const EMBED = String.raw`<(?:iframe|embed|script)\s[^>]*src\s*=\s*["']?\s*(?:https?:)?//([^/"':>\s]+)`;

/** P14 and P15: hosts that articles embed are recipients of the policy; what a browser asks of them, it alone knows. */
@Injectable()
export class EmbeddedHosts implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly policy: PublishedPolicy,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const rows = await looked<{ host: string }>(
      this.database,
      `SELECT DISTINCT lower(found[1]) AS host
       FROM (SELECT body FROM articles ORDER BY published_at DESC LIMIT 1000) a,
            regexp_matches(body, $1, 'gi') AS found LIMIT 1000`,
      [EMBED],
    );
    if (rows.length === 0) return unknown('not_in_use', { hosts: 0 });
    if (promise === 'P14') return unknown('not_visible', { hosts: rows.length });
    const { recipients } = await this.policy.inForce();
    const listed = new Set(recipients.map(({ id }) => id));
    const missing = rows.filter(({ host }) => !listed.has(`embed:${host}`)).length;
    return verdict({ hosts: rows.length, missing }, ['embed_not_listed', missing > 0]);
  }
}

/** P27: the cookie that the server sets is listed as active. While none personalises anything, there is no more to see. */
@Injectable()
export class ListedCookies implements PromiseCheck {
  constructor(
    private readonly policy: PublishedPolicy,
    private readonly cookie: SessionCookie,
  ) {}

  async check(): Promise<CheckResult> {
    const { cookies } = await this.policy.inForce();
    const active = cookies.filter((one) => one.active);
    const listed = active.some(
      ({ name }) => this.cookie.name === name || this.cookie.name === `__Host-${name}`,
    );
    const personalising = active.filter(({ category }) => category === 'personalisation').length;
    const figures = { cookies: cookies.length, active: active.length, personalising };
    if (!listed) return verdict(figures, ['unknown_cookie', true]);
    return unknown(personalising === 0 ? 'not_in_use' : 'no_check', figures);
  }
}

/** P28: the policy that holds names the site in each language, its address, Gravatar's own policy, and says so of embeds. */
@Injectable()
export class NamedSite implements PromiseCheck {
  constructor(
    private readonly policy: PublishedPolicy,
    private readonly config: Config,
  ) {}

  async check(): Promise<CheckResult> {
    const { controller, recipients, promises, version } = await this.policy.inForce();
    const text = promises.find(({ id }) => id === 'P28')?.text;
    const languages = LOCALES.filter((locale) => text?.[locale].includes(controller.name)).length;
    const link = recipients.find(({ id }) => id === 'gravatar')?.policyUrl;
    const named = controller.name === this.config.siteName && controller.address === this.config.baseUrl;
    return verdict({ languages, version }, [
      'not_named',
      !named || languages < LOCALES.length || link?.startsWith('https://') !== true,
    ]);
  }
}
