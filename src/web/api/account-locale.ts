import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { DataSource } from 'typeorm';
import { Accounts } from '../../accounts/accounts.js';
import { type Principal } from '../../auth/principal.js';
import { callerLocale } from '../../platform/http/caller-locale.js';
import { type Locale } from '../../platform/i18n/locale.js';

/** The language of a call, with regard to the account that makes it. */
@Injectable()
export class AccountLocale {
  constructor(
    private readonly accounts: Accounts,
    private readonly database: DataSource,
  ) {}

  async of(request: Request, principal: Principal | undefined): Promise<Locale> {
    if (principal?.type !== 'account') return callerLocale(request);
    const account = await this.accounts.byId(this.database.manager, principal.accountId);
    return callerLocale(request, account?.locale);
  }
}
