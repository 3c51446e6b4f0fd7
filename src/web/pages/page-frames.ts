import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { DataSource } from 'typeorm';
import { type Account } from '../../accounts/account.js';
import { Accounts } from '../../accounts/accounts.js';
import { principalOf } from '../../auth/current-principal.js';
import { CookieChoices } from '../../consent/cookie-choices.js';
import { sendsPrivacySignal } from '../../consent/privacy-signal.js';
import { Config } from '../../platform/config/config.js';
import { callerLocale } from '../../platform/http/caller-locale.js';
import { isLocale } from '../../platform/i18n/locale.js';
import { PolicyCookies } from '../../policy/policy-cookies.js';
import { type PageFrame } from '../layout/frame.js';
import { readOptions } from './screen-options.js';
import { localPath } from './local-path.js';
import { OpenablePages } from './openable-pages.js';
import { isPageKey, type PageKey } from '../words/words.js';

/** Tells each page in which language, for whom and on which site it is shown. */
@Injectable()
export class PageFrames {
  constructor(
    private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly database: DataSource,
    private readonly pages: OpenablePages,
    private readonly choices: CookieChoices,
    private readonly cookies: PolicyCookies,
  ) {}

  async of(request: Request): Promise<PageFrame> {
    return this.make(request, await this.account(request));
  }

  /** For the answer to a call that ended every session: still in the account's language, but nobody is signed in. */
  async signedOut(request: Request): Promise<PageFrame> {
    return { ...(await this.of(request)), role: undefined, signedInAs: undefined, signOutPath: undefined };
  }

  /** For pages that must not ask the database: errors. They know of the account what the guard found out. */
  make(request: Request, account?: Account): PageFrame {
    const principal = principalOf(request);
    const known = account ?? (principal?.type === 'account' ? principal : undefined);
    return {
      locale: callerLocale(request, known?.locale),
      chosen: isLocale(request.query.lang),
      path: request.path,
      query: queryOf(request),
      openAt: this.pages.above(request),
      site: this.config.siteName,
      zone: this.config.zone,
      demo: this.config.demo,
      oneApproval: this.config.approvals === 1,
      role: known?.role,
      signedInAs: account && (account.displayName ?? account.username),
      signOutPath: principal && '/logout',
      banner: this.choices.asks(request) ? { signal: sendsPrivacySignal(request) } : undefined,
      screen: readOptions(this.cookies.read(request, 'athar_screen_options')),
      done: doneOf(request.query.done),
    };
  }

  private async account(request: Request): Promise<Account | undefined> {
    const principal = principalOf(request);
    return principal?.type === 'account'
      ? this.accounts.byId(this.database.manager, principal.accountId)
      : undefined;
  }
}

/** What the links of the languages keep: the address as it is, but for its language, what was just done, and ways off this site. */
function queryOf(request: Request): string {
  const kept = Object.entries(request.query).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      entry[0] !== 'lang' &&
      entry[0] !== 'done' &&
      (!['next', 'back'].includes(entry[0]) || localPath(entry[1]) !== undefined),
  );
  return kept.length === 0 ? '' : `&${new URLSearchParams(kept).toString()}`;
}

function doneOf(done: unknown): PageKey | undefined {
  const key = `done.${String(done)}`;
  return isPageKey(key) ? key : undefined;
}
