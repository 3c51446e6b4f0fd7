import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AdminAddresses } from '../holds/admin-addresses.js';
import { Config } from '../platform/config/config.js';
import { Outbox } from '../platform/mail/outbox.js';
import { PROMISES, type PromiseId } from '../policy/promises.js';
import { written } from '../policy/written.js';
import { accountWords } from './words.js';

/** Tells the admins that the portal does not keep what its policy promises. The mail names nobody. */
@Injectable()
export class PromiseMails {
  constructor(
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly admins: AdminAddresses,
  ) {}

  /** @param of the promises that an admin is told of; none: no mail */
  async failed(
    manager: EntityManager,
    of: (accountId: string) => Promise<readonly PromiseId[]>,
  ): Promise<void> {
    const { siteName: site, baseUrl } = this.config;
    for (const { accountId, email, locale } of await this.admins.all(manager)) {
      const promises = await of(accountId);
      if (promises.length === 0) continue;
      const say = accountWords(locale);
      await this.outbox.add(manager, {
        kind: 'promises_failed',
        to: email,
        locale,
        content: {
          subject: say('promises.subject', { site }),
          blocks: [
            { kind: 'paragraph', text: say('promises.text', { site }) },
            ...promises.map((id) => ({
              kind: 'paragraph' as const,
              text: `${id}. ${written(PROMISES[id], locale, site)}`,
            })),
            {
              kind: 'action',
              label: say('promises.action'),
              url: `${baseUrl}/audit/evidence?lang=${locale}`,
            },
          ],
        },
        accountId,
      });
    }
  }
}
