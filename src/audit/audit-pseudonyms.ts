import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v4 as randomUuid } from 'uuid';
import { type PersonRef } from './audit-entry.js';

/** Who is who in the log, as long as that is known. Only this table leads from a pseudonym to a person. */
@Injectable()
export class AuditPseudonyms {
  constructor(private readonly dataSource: DataSource) {}

  /** The pseudonyms of these persons; none for a person without events, or a forgotten one. */
  async of(refs: readonly PersonRef[]): Promise<string[]> {
    if (refs.length === 0) return [];
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM audit_pseudonyms
       WHERE (kind, owner) IN (SELECT * FROM unnest($1::text[], $2::uuid[])) AND NOT forgotten`,
      [refs.map((ref) => ref.type), refs.map((ref) => ref.id)],
    );
    return rows.map(({ id }) => id);
  }

  /** Who stands behind these pseudonyms, as long as anybody knows. The caller records that somebody looked. */
  async owners(pseudonyms: readonly string[]): Promise<ReadonlyMap<string, PersonRef>> {
    if (pseudonyms.length === 0) return new Map();
    const rows = await this.dataSource.query<{ id: string; kind: PersonRef['type']; owner: string }[]>(
      `SELECT id, kind, owner FROM audit_pseudonyms WHERE id = ANY ($1::uuid[]) AND NOT forgotten`,
      [pseudonyms],
    );
    return new Map(rows.map(({ id, kind, owner }) => [id, { type: kind, id: owner }]));
  }

  /**
   * Forgets these persons for good: their values and the mapping to their pseudonyms go, the events and their proofs
   * stay. Waits for transactions that are recording something of these persons; what is recorded later has neither a
   * pseudonym nor values, since a tombstone takes the mapping's place. It holds the id of an account or request that
   * nothing leads to any more, and is the price of never making a second pseudonym in a race.
   */
  async forget(manager: EntityManager, refs: readonly PersonRef[]): Promise<void> {
    if (refs.length === 0) return;
    const persons = [refs.map((ref) => ref.type), refs.map((ref) => ref.id)];
    // A first event that is not committed yet has a mapping that nobody else sees; the tombstone waits for its end.
    await this.bury(manager, persons);
    // In one order, so that two callers that forget the same persons do not wait for each other in a circle.
    await manager.query(
      `SELECT FROM audit_pseudonyms p JOIN unnest($1::text[], $2::uuid[]) AS f (kind, owner) USING (kind, owner)
       ORDER BY p.kind, p.owner FOR UPDATE OF p`,
      persons,
    );
    await manager.query(
      `DELETE FROM audit_pseudonyms
       WHERE (kind, owner) IN (SELECT * FROM unnest($1::text[], $2::uuid[])) AND NOT forgotten`,
      persons,
    );
    await this.bury(manager, persons);
  }

  /** Puts a tombstone where there is no row; a row of another transaction is waited for first. */
  private async bury(manager: EntityManager, [kinds = [], owners = []]: string[][]): Promise<void> {
    await manager.query(
      `INSERT INTO audit_pseudonyms (id, kind, owner, forgotten)
       SELECT fresh, kind, owner, true FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS f (kind, owner, fresh)
       ORDER BY kind, owner
       ON CONFLICT (kind, owner) DO NOTHING`,
      [kinds, owners, owners.map(() => randomUuid())],
    );
  }
}
