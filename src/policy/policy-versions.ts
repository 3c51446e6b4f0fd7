import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Config, ConfigProblems } from '../platform/config/config.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { tellOfPolicy } from './policy-jobs.js';
import { type DraftedPolicy, draftPolicy, policyOffice } from './policy-version.js';

/** How long before a new version holds the members are told of it. */
export const NOTICE_DAYS = 14;

/**
 * Publishes versions of the policy: what a release and the office's file say, written down whole with the day from which
 * it holds, before that day.
 */
@Injectable()
export class PolicyVersions {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: AuditLog,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Writes down what this process was started with, unless the last version says just that. The first version holds at once; so does one
   * whose lengths differ, since the process keeps to them from now on; every other one after the notice.
   * @throws ConfigProblems where the office's file names a day that leaves too little time for the notice
   */
  async publish(): Promise<void> {
    const draft = draftPolicy(policyOffice(this.config));
    if (await this.isLast(this.database.manager, draft)) return;
    await this.database.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('athar.policy.versions', 0))`);
      if (!(await this.isLast(manager, draft))) await this.add(manager, draft);
    });
  }

  private async isLast(manager: EntityManager, draft: DraftedPolicy): Promise<boolean> {
    const last = await lastVersion(manager);
    if (last === undefined) return false;
    if ([draft.digest, saidAgain(draft.digest, last.version)].some((one) => one.equals(last.digest)))
      return true;
    return this.readsAlike(last, draft) && sameLengths(last.lengths, draft.lengths);
  }

  /** Whether the last version holds, and its readers would find no difference. */
  private readsAlike(last: LastVersion, { document }: DraftedPolicy): boolean {
    if (last.effectiveAt > this.clock.now()) return false;
    return canonicalize(last.policy) === canonicalize(JSON.parse(JSON.stringify(document)));
  }

  private async add(manager: EntityManager, draft: DraftedPolicy): Promise<void> {
    const last = await lastVersion(manager);
    const now = this.clock.now();
    const { day, at } = this.startOf(draft, last?.lengths, now);
    const version = await freeName(manager, day);
    const known = await manager.query<unknown[]>('SELECT 1 FROM policy_versions WHERE digest = $1', [
      draft.digest,
    ]);
    const digest = known.length === 0 ? draft.digest : saidAgain(draft.digest, version);
    await manager.query(
      `INSERT INTO policy_versions (version, digest, document, effective_from, effective_at, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [version, digest, { policy: draft.document, lengths: draft.lengths }, day, at, now],
    );
    await this.log.append(manager, {
      action: 'policy.published',
      actor: { type: 'system' },
      detail: { version, effectiveFrom: day },
    });
    if (last !== undefined && !this.readsAlike(last, draft))
      await this.jobs.enqueue(manager, tellOfPolicy, { version }, { key: version });
  }

  /** @param newest lengths of the version before, none where this is the first */
  private startOf(
    { lengths, effectiveFrom }: DraftedPolicy,
    newest: Readonly<Record<string, string>> | undefined,
    now: Date,
  ): { readonly day: string; readonly at: Date } {
    const { zone } = this.config;
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    if (newest === undefined || !sameLengths(newest, lengths)) return { day: today.toString(), at: now };
    const earliest = today.add({ days: NOTICE_DAYS });
    const wanted = effectiveFrom === undefined ? earliest : Temporal.PlainDate.from(effectiveFrom);
    // A day that is over was that of a version before: left in the file, it says nothing of this one.
    const day = Temporal.PlainDate.compare(wanted, today) < 0 ? earliest : wanted;
    if (Temporal.PlainDate.compare(day, earliest) < 0) throw tooSoon(this.config, day, earliest);
    return { day: day.toString(), at: new Date(day.toZonedDateTime(zone).epochMilliseconds) };
  }
}

/** The digest of a version that says what an earlier one said: no two have the same. 32 bytes. */
function saidAgain(digest: Buffer, version: string): Buffer {
  return createHash('sha256').update(digest).update(version).digest();
}

function tooSoon(
  { policyFile }: Config,
  day: Temporal.PlainDate,
  earliest: Temporal.PlainDate,
): ConfigProblems {
  return new ConfigProblems([
    `${policyFile ?? 'ATHAR_POLICY'}: effectiveFrom holds ${day.toString()}, and the policy differs from the last published one; give ${earliest.toString()} or a later day, so that members can be told ${NOTICE_DAYS} days before, or leave it out`,
  ]);
}

interface LastVersion {
  readonly version: string;
  readonly digest: Buffer;
  readonly policy: unknown;
  readonly lengths: Readonly<Record<string, string>>;
  readonly effectiveAt: Date;
}

/** The one that was written down last. */
async function lastVersion(manager: EntityManager): Promise<LastVersion | undefined> {
  const [last] = await manager.query<LastVersion[]>(
    `SELECT version, digest, document->'policy' AS policy, document->'lengths' AS lengths,
            effective_at AS "effectiveAt"
     FROM policy_versions ORDER BY recorded_at DESC LIMIT 1`,
  );
  return last;
}

function sameLengths(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}

/** The day itself, with a number where another version holds from the same day. */
async function freeName(manager: EntityManager, day: string): Promise<string> {
  const [found] = await manager.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM policy_versions WHERE effective_from = $1',
    [day],
  );
  const others = found?.count ?? 0;
  return others === 0 ? day : `${day}.${others + 1}`;
}
