import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { notFound } from '../platform/http/problem.js';
import { type AuditEntry, type PersonRef } from './audit-entry.js';
import { type AuditItem } from './audit-item.js';
import { AuditLog } from './audit-log.js';
import { type Asker } from './audit-looks.js';
import { AuditPseudonyms } from './audit-pseudonyms.js';
import { oneSelect } from './audit-select.js';
import { AuditSequencer } from './audit-sequencer.js';
import { maskItem, type MaskedItem } from './masked-item.js';
import { leafHash } from './tree/merkle.js';

/** One event with what proves it. */
export interface AuditRecord {
  readonly item: MaskedItem;
  /** Of each personal value that the event was written with, by field (base64url): it stays when the value is forgotten. */
  readonly digests: Readonly<Record<string, string>>;
  /** The leaf's exact bytes, as text. */
  readonly leaf: string;
  /** SHA-256 of a zero byte and the leaf (RFC 6962, section 2.1), in hex. */
  readonly leafHash: string;
  /** Whether the log has an event after this one. */
  readonly newer: boolean;
}

/** What proves the personal values of one event: each salt opens one digest of the leaf. */
export interface Disclosure {
  readonly seq: number;
  /** The leaf's exact bytes, as text. */
  readonly leaf: string;
  readonly values: readonly DisclosedValue[];
}

/** `digest` is SHA-256 of the canonical JSON of `[salt, field, value]`; salt and digest are base64url. */
export interface DisclosedValue {
  readonly field: string;
  readonly value: string;
  readonly salt: string;
  /** As the leaf has it; undefined where it has none, which is a contradiction. */
  readonly digest: string | undefined;
}

interface FoundRow {
  readonly item: AuditItem;
  readonly leaf: string;
  readonly newer: boolean;
}

/** Single events of the log. Looking at one is an event itself; so is every look behind its mask. */
@Injectable()
export class AuditEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: AuditLog,
    private readonly pseudonyms: AuditPseudonyms,
    private readonly sequencer: AuditSequencer,
  ) {}

  /** One event, its personal values masked. @throws Problem 404 */
  async look(seq: number, { auditor, origin }: Asker): Promise<AuditRecord> {
    await this.sequencer.catchUp();
    return this.dataSource.transaction(async (manager) => {
      const { item, leaf, newer } = await this.find(manager, seq);
      await this.log.append(manager, {
        action: 'audit.searched',
        actor: auditor,
        detail: { filters: ['seq'], event: seq },
        values: { ...origin },
      });
      const hash = leafHash(Buffer.from(leaf)).toString('hex');
      return { item: maskItem(item), digests: digestsIn(leaf), leaf, leafHash: hash, newer };
    });
  }

  /** The leaf's exact bytes, as text. @throws Problem 404 */
  async leaf(seq: number, asker: Asker): Promise<string> {
    return (await this.look(seq, asker)).leaf;
  }

  /** The event's personal values with what proves them: a look behind its mask like any other. @throws Problem 404 */
  async disclose(seq: number, reason: string, asker: Asker): Promise<Disclosure> {
    return this.dataSource.transaction(async (manager) => {
      const { item, leaf } = await this.find(manager, seq);
      await this.recordUnmasked(manager, item, reason, asker);
      const rows = await manager.query<{ field: string; value: string; salt: Buffer }[]>(
        `SELECT v.field, v.value, v.salt FROM audit_values v JOIN audit_events e ON e.id = v.event
         WHERE e.seq = $1 ORDER BY v.field`,
        [seq],
      );
      const digests = digestsIn(leaf);
      const values = rows.map(({ field, value, salt }) => ({
        ...{ field, value, salt: salt.toString('base64url') },
        digest: digests[field],
      }));
      return { seq, leaf, values };
    });
  }

  /**
   * The event with its personal values. Why somebody had to see them is recorded, and belongs to the person whom the event
   * is about: it is forgotten with that person's other values.
   * @param beside fields that the caller shows beside the event's own
   * @throws Problem 404
   */
  async unmask(
    seq: number,
    reason: string,
    asker: Asker,
    beside: (item: AuditItem) => Promise<readonly string[]> = () => Promise.resolve([]),
  ): Promise<AuditItem> {
    return this.dataSource.transaction(async (manager) => {
      const { item } = await this.find(manager, seq);
      await this.recordUnmasked(manager, item, reason, asker, await beside(item));
      return item;
    });
  }

  private async recordUnmasked(
    manager: EntityManager,
    item: AuditItem,
    reason: string,
    { auditor, origin }: Asker,
    beside: readonly string[] = [],
  ): Promise<void> {
    const entry: AuditEntry = {
      action: 'audit.unmasked',
      actor: auditor,
      subject: await this.personOf(item),
      reference: item.reference,
      detail: { event: item.seq, fields: [...maskItem(item).masked, ...beside] },
      values: { reason, ...origin },
    };
    await this.log.append(manager, entry);
  }

  private async find(manager: EntityManager, seq: number): Promise<FoundRow> {
    const [row] = await manager.query<FoundRow[]>(oneSelect, [seq]);
    if (row === undefined) throw notFound();
    return row;
  }

  private async personOf(item: AuditItem): Promise<PersonRef | undefined> {
    const pseudonym = item.subject ?? item.actor.id;
    if (pseudonym === undefined) return undefined;
    return (await this.pseudonyms.owners([pseudonym])).get(pseudonym);
  }
}

function digestsIn(leaf: string): Readonly<Record<string, string>> {
  const { event } = JSON.parse(leaf) as { event: { digests: Record<string, string> } };
  return event.digests;
}
