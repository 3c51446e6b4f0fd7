import { DataSource, type EntityManager } from 'typeorm';
import { AdminAddresses, type AdminMailbox } from '../holds/admin-addresses.js';
import { Config } from '../platform/config/config.js';
import { writtenDay } from '../platform/i18n/dates.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { Outbox } from '../platform/mail/outbox.js';
import { Sources } from '../sources/sources.js';
import { type LastingRetention, LastingRetentions } from './lasting-retentions.js';
import { namedCollection } from './named-collection.js';
import { retentionJobs } from './retention-jobs.js';
import { erasureWords } from './words/words.js';

/** Tells the admins, once for each date, that what is kept without an end is to be looked at again. */
@Handles(retentionJobs.reviewDue)
export class RetentionReviewsDue implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly lasting: LastingRetentions,
    private readonly sources: Sources,
    private readonly admins: AdminAddresses,
    private readonly outbox: Outbox,
  ) {}

  async run(): Promise<void> {
    await this.database.transaction(async (manager) => {
      const today = this.lasting.today();
      const due = (await this.lasting.all(manager)).filter(({ reviewOn }) => reviewOn <= today);
      const untold = await this.tell(manager, due);
      if (untold.length === 0) return;
      for (const admin of await this.admins.all(manager)) await this.mail(manager, admin, untold);
    });
  }

  /** @returns those of which nobody was told since their date was set */
  private async tell(manager: EntityManager, due: readonly LastingRetention[]): Promise<LastingRetention[]> {
    const [told] = await manager.query<[{ source: string; collection: string }[], number]>(
      `UPDATE retention_reviews r SET told_on = review_on
       FROM json_to_recordset($1::json) AS m (source text, collection text)
       WHERE r.source = m.source AND r.collection = m.collection AND told_on IS DISTINCT FROM review_on
       RETURNING r.source, r.collection`,
      [JSON.stringify(due)],
    );
    return due.filter((one) =>
      told.some(({ source, collection }) => source === one.source && collection === one.collection),
    );
  }

  private async mail(
    manager: EntityManager,
    { accountId, email, locale }: AdminMailbox,
    due: readonly LastingRetention[],
  ): Promise<void> {
    const say = erasureWords(locale);
    const { siteName: site, baseUrl } = this.config;
    const rows = due.map(({ source, collection, citation, reviewOn }) => ({
      label: writtenDay(reviewOn, locale),
      value: `${namedCollection(this.sources, source, collection, locale).title} · ${citation}`,
    }));
    await this.outbox.add(manager, {
      kind: 'retention_review',
      to: email,
      locale,
      content: {
        subject: say('review.subject', { site }),
        blocks: [
          { kind: 'paragraph', text: say('review.text', { site }) },
          { kind: 'facts', rows },
          { kind: 'action', label: say('review.action'), url: `${baseUrl}/admin/retention` },
        ],
      },
      accountId,
    });
  }
}
