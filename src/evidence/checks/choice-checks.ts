import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ChoiceCookie } from '../../consent/choice-cookie.js';
import { Clock } from '../../platform/clock/clock.js';
import { type CookiePolicy } from '../../policy/cookies.js';
import { type PromiseId } from '../../policy/promises.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { caught, differs, strangersCall } from '../asked-cookies.js';
import { OwnPages, type SeenPage, tagsOf } from '../own-pages.js';
import { type CheckResult, looked, type PromiseCheck, verdict } from '../promise-check.js';
import { ToldCookies } from './cookie-checks.js';

/** Answers `c` of people and visitors that are wrong, as SQL: $1 seconds that one counts, $2 now, $3 the version in force. */
const RECORDS = `
  SELECT count(*)::int AS choices,
         count(*) FILTER (WHERE NOT EXISTS (SELECT FROM policy_versions v WHERE v.version = c.policy_version))::int AS bare,
         count(*) FILTER (WHERE (valid_until > $2 AND decided_at + $1 * interval '1 second' <= $2)
           OR (policy_version = $3 AND valid_until > decided_at + $1 * interval '1 second')
           OR EXISTS (SELECT FROM consents k WHERE k.choice_id = c.id AND k.withdrawn_at IS NULL
                AND (k.valid_until IS NULL OR k.valid_until > c.valid_until)))::int AS longer
  FROM (SELECT * FROM cookie_choices ORDER BY id DESC LIMIT 10000) c`;

/** P26: the banner has what it must, and each answer its version, its time and its end; one that is over is asked for again. */
@Injectable()
export class RecordedChoices implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly told: ToldCookies,
    private readonly policy: PublishedPolicy,
    private readonly cookie: ChoiceCookie,
    private readonly pages: OwnPages,
    private readonly clock: Clock,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const told = await this.told.of(promise);
    const seconds = told.seconds ?? 0;
    const { version } = await this.policy.inForce();
    const [found] = await looked<{ choices: number; bare: number; longer: number }>(this.database, RECORDS, [
      seconds,
      this.clock.now(),
      version,
    ]);
    const whole = await this.pages.visit(async (open) =>
      isWhole(await open('/?lang=en'), await open('/cookies?lang=en')),
    );
    const [asked] = await this.answered(0);
    return verdict(
      { policySeconds: seconds, cookieSeconds: asked?.seconds ?? 0, ...found },
      ['banner_incomplete', !whole],
      ['cookie_differs', differs(asked, told)],
      ['bare_record', (found?.bare ?? 0) > 0],
      ['counts_too_long', (found?.longer ?? 0) > 0 || !(await this.isOver(told))],
    );
  }

  /** The cookie of an answer that was given so many milliseconds ago. */
  private answered(ago: number) {
    const at = new Date(this.clock.now().getTime() - ago);
    return caught(this.told.https, (response) => this.cookie.set(response, randomUUID(), at));
  }

  /** Whether a cookie counts while it is new, and no more on its last day. */
  private async isOver({ seconds }: CookiePolicy): Promise<boolean> {
    const counts = async (ago: number) => {
      const [asked] = await this.answered(ago);
      return this.cookie.read(strangersCall(`${asked?.name}=${asked?.value}`)) !== undefined;
    };
    return (await counts(0)) && !(await counts((seconds ?? 0) * 1000));
  }
}

/** Accept and reject are buttons that look alike, beside the way to the settings and the policy; there they are saved. */
function isWhole({ html, cookies }: SeenPage, settings: SeenPage): boolean {
  const banner = /<section id="cookie-banner"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  const [accept, reject] = ['accept_all', 'reject_all'].map((answer) =>
    tagsOf(banner, 'button')
      .find((tag) => tag.includes(`value="${answer}"`))
      ?.replace(answer, ''),
  );
  return (
    accept !== undefined &&
    accept === reject &&
    tagsOf(banner, 'form').some((tag) => tag.includes('action="/cookies"')) &&
    tagsOf(banner, 'a').some((tag) => tag.includes('href="/privacy')) &&
    tagsOf(settings.html, 'button').some((tag) => tag.includes('value="settings"')) &&
    cookies.length === 0
  );
}
