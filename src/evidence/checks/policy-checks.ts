import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { type Locale, LOCALES } from '../../platform/i18n/locale.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { OwnPages, readable } from '../own-pages.js';
import { type CheckResult, type PromiseCheck, verdict } from '../promise-check.js';

/** P28: the policy's page names site and address in each language, links to Gravatar's own policy, and says so of embeds. */
@Injectable()
export class NamedSite implements PromiseCheck {
  constructor(
    private readonly policy: PublishedPolicy,
    private readonly config: Config,
    private readonly pages: OwnPages,
  ) {}

  async check(): Promise<CheckResult> {
    const { recipients, promises, version } = await this.policy.inForce();
    const text = promises.find(({ id }) => id === 'P28')?.text;
    const link = recipients.find(({ id }) => id === 'gravatar')?.policyUrl;
    const { siteName, baseUrl } = this.config;
    const seen = await this.pages.visit((open) =>
      Promise.all(LOCALES.map(async (locale) => [locale, await open(`/privacy?lang=${locale}`)] as const)),
    );
    const said = (locale: Locale) => [siteName, `"${baseUrl}"`, `"${link ?? ''}"`, text?.[locale] ?? '"'];
    const languages = seen.filter(([locale, { status, html }]) => {
      const page = readable(html);
      return status === 200 && said(locale).every((words) => page.includes(words));
    }).length;
    return verdict({ languages, version }, ['not_named', languages < LOCALES.length || link === undefined]);
  }
}
