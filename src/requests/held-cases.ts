import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HeldRows, type PurgeCandidate } from '../holds/held-rows.js';
import { type HeldRecord } from '../holds/hold-matching.js';
import { HoldGate } from '../holds/hold-rules.js';
import { PurgeHolds } from '../holds/purge-holds.js';
import { PersonAddresses } from '../persons/person-addresses.js';
import { RequestSubjects } from './request-subjects.js';

/** The portal as its own source. */
const SOURCE = 'portal';

/** What a case that nobody confirmed loses. */
const COLLECTIONS = [
  'requests',
  'request_people',
  'request_messages',
  'request_notes',
  'request_steps',
  'request_links',
  'mails',
  'log_pseudonyms',
  'activity',
];

/** Every row that goes with a case, by its collection in the portal's data map. */
const RECORDS = `
  SELECT id AS request, 'requests' AS collection, id::text AS id, created_at AS at FROM requests WHERE id = ANY ($1)
  UNION ALL SELECT request_id, 'request_people', request_id::text, NULL FROM request_subject WHERE request_id = ANY ($1)
  UNION ALL SELECT request_id, 'request_messages', id::text, created_at FROM request_messages WHERE request_id = ANY ($1)
  UNION ALL SELECT request_id, 'request_notes', id::text, created_at FROM request_notes WHERE request_id = ANY ($1)
  UNION ALL SELECT request_id, 'request_steps', id::text, at FROM request_steps WHERE request_id = ANY ($1)
  UNION ALL SELECT request_id, 'restrictions', request_id::text, since FROM restrictions WHERE request_id = ANY ($1)
  UNION ALL SELECT request_id, 'decisions', request_id::text, at FROM request_decisions WHERE request_id = ANY ($1)
  UNION ALL SELECT request_id, 'request_links', id::text, created_at FROM request_tokens WHERE request_id = ANY ($1)`;

/** Cases that a legal hold keeps from being removed. */
@Injectable()
export class HeldCases {
  constructor(
    private readonly gate: HoldGate,
    private readonly rows: HeldRows,
    private readonly subjects: RequestSubjects,
    private readonly addresses: PersonAddresses,
    private readonly purges: PurgeHolds,
  ) {}

  /** Whether a hold keeps something of a case that goes by age. Passes the gate; call it before the case is locked. */
  async keeps(manager: EntityManager, id: string): Promise<boolean> {
    const kept = await this.purges.pass(manager, ...COLLECTIONS);
    if (kept.everything || kept.requestIds.includes(id)) return true;
    return kept.recordIds.length > 0 && (await this.among(manager, [id])).has(id);
  }

  /** Called before cases are locked: whoever erases passes the gate first as well. */
  async pass(manager: EntityManager): Promise<void> {
    await this.gate.pass(manager, [SOURCE]);
  }

  /** What `keeps` says of many cases, with the ids of the holds; passes no gate, and changes nothing. */
  async keeping(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const holds = await this.purges.each(manager, ...COLLECTIONS);
    if (holds.length === 0 || ids.length === 0) return new Map();
    const byRecord = holds.some(({ kept }) => kept.recordIds.length > 0)
      ? await this.holding(manager, ids)
      : new Map<string, readonly string[]>();
    const whole = holds.map(({ id, kept }) => ({
      id,
      all: kept.everything,
      cases: new Set(kept.requestIds),
    }));
    const found = ids.map((id): readonly [string, readonly string[]] => [
      id,
      [
        ...new Set([
          ...whole.filter(({ all, cases }) => all || cases.has(id)).map((hold) => hold.id),
          ...(byRecord.get(id) ?? []),
        ]),
      ],
    ]);
    return new Map(found.filter(([, keeping]) => keeping.length > 0));
  }

  /** A case is kept whole where a hold keeps anything of it. Asked in the passed gate. */
  async among(manager: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.holding(manager, ids)).keys());
  }

  /** The same with the ids of the holds. */
  async holding(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (!(await this.rows.any(manager))) return new Map();
    const records = await manager.query<
      (HeldRecord & { readonly request: string; readonly at: Date | null })[]
    >(RECORDS, [ids]);
    const candidates: PurgeCandidate[] = [];
    for (const id of ids) {
      const own = records
        .filter(({ request }) => request === id)
        .map((record) => ({ ...record, at: record.at ?? undefined }));
      candidates.push(await this.candidate(manager, id, own));
    }
    return this.rows.holding(manager, SOURCE, candidates);
  }

  /** With a guest's last case go the guest and what the log holds of them. */
  private async candidate(
    manager: EntityManager,
    id: string,
    records: readonly HeldRecord[],
  ): Promise<PurgeCandidate> {
    const subject = await this.subjects.find(manager, id);
    const { personId, accountId, address, answers } = subject ?? {};
    const known = personId === undefined ? [] : await this.addresses.of(manager, personId);
    const guest: HeldRecord[] = [
      { collection: 'person', id: personId },
      { collection: 'identifiers' },
      { collection: 'log_pseudonyms' },
      { collection: 'activity' },
    ];
    return {
      id,
      addresses: [...known, address, answers].filter((one) => one !== undefined),
      records: [...records, { collection: 'bundles' }, ...(accountId === undefined ? guest : [])],
    };
  }
}
