import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Account } from '../accounts/account.js';
import { Config } from '../platform/config/config.js';
import { RequestSubjects } from '../requests/request-subjects.js';

/**
 * How long a bundle waits after the password was reset or the address changed, so that whoever took an account over does
 * not get its data too.
 */
@Injectable()
export class BundleWait {
  constructor(
    private readonly subjects: RequestSubjects,
    private readonly config: Config,
  ) {}

  /** @param known the instant noted when the bundle was built; what happened to the account since counts as well */
  async until(manager: EntityManager, requestId: string, known: Date): Promise<Date> {
    const subject = await this.subjects.find(manager, requestId);
    if (subject?.accountId === undefined) return known;
    const account = await manager.findOneBy(Account, { id: subject.accountId });
    if (account === null || account.securedAt === null) return known;
    const from = account.securedAt.getTime() + this.config.safetyDelay;
    return from > known.getTime() ? new Date(from) : known;
  }
}
