import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
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
      const hash = createHash('sha256').update(Buffer.of(0)).update(leaf, 'utf8').digest('hex');
      return { item: maskItem(item), digests: digestsIn(leaf), leaf, leafHash: hash, newer };
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
    { auditor, origin }: Asker,
    beside: (item: AuditItem) => Promise<readonly string[]> = () => Promise.resolve([]),
  ): Promise<AuditItem> {
    return this.dataSource.transaction(async (manager) => {
      const { item } = await this.find(manager, seq);
      const entry: AuditEntry = {
        action: 'audit.unmasked',
        actor: auditor,
        subject: await this.personOf(item),
        reference: item.reference,
        detail: { event: seq, fields: [...maskItem(item).masked, ...(await beside(item))] },
        values: { reason, ...origin },
      };
      await this.log.append(manager, entry);
      return item;
    });
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
