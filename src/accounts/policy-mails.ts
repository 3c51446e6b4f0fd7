import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { writtenDay } from '../platform/i18n/dates.js';
import { type Locale } from '../platform/i18n/locale.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { Outbox } from '../platform/mail/outbox.js';
import { tellOfPolicy } from '../policy/policy-jobs.js';
import { accountWords } from './words.js';

/** How many mails are written in one transaction. */
const BATCH = 200;

interface Told {
  readonly id: string;
  readonly email: string;
  readonly locale: Locale;
}

/**
 * Tells everybody with an account of a new version of the policy, each once: how far it came is written down with the
 * mails, so that whoever takes the task over goes on there.
 */
@Injectable()
@Handles(tellOfPolicy)
export class PolicyMails implements JobHandler<{ readonly version: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async run({ payload: { version }, signal }: TaskRun<{ readonly version: string }>): Promise<void> {
    do signal.throwIfAborted();
    while (await this.tellSome(version));
  }

  /** @returns whether there may be more */
  private tellSome(version: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const [row] = await manager.query<{ effectiveFrom: string; after: string | null; over: boolean }[]>(
        `SELECT effective_from::text AS "effectiveFrom", told_until AS after, told_at IS NOT NULL AS over
         FROM policy_versions WHERE version = $1 FOR UPDATE`,
        [version],
      );
      if (row === undefined || row.over) return false;
      const people = await manager.query<Told[]>(
        `SELECT id, email, locale FROM accounts
         WHERE closed_at IS NULL AND email IS NOT NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
        [row.after, BATCH],
      );
      for (const person of people) await this.tell(manager, person, version, row.effectiveFrom);
      const more = people.length === BATCH;
      await manager.query('UPDATE policy_versions SET told_until = $2, told_at = $3 WHERE version = $1', [
        version,
        people.at(-1)?.id ?? row.after,
        more ? null : this.clock.now(),
      ]);
      return more;
    });
  }

  private async tell(
    manager: EntityManager,
    { id, email, locale }: Told,
    version: string,
    effectiveFrom: string,
  ): Promise<void> {
    const say = accountWords(locale);
    const { siteName: site, baseUrl } = this.config;
    const values = { site, day: writtenDay(effectiveFrom, locale) };
    await this.outbox.add(manager, {
      kind: 'policy_changed',
      to: email,
      locale,
      content: {
        subject: say('policy.subject', values),
        blocks: [
          { kind: 'paragraph', text: say('policy.text', values) },
          {
            kind: 'action',
            label: say('policy.action'),
            url: `${baseUrl}/privacy/versions/${version}?lang=${locale}`,
          },
        ],
      },
      accountId: id,
    });
  }
}
