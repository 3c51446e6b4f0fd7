import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v4 as randomUuid } from 'uuid';
import { Clock } from '../platform/clock/clock.js';
import { type PersonRef } from './audit-entry.js';
import { releaseSecurityValues, type SecurityValues, securityValues } from './security-values.js';

/** Who is who in the log, as long as that is known. Only this table leads from a pseudonym to a person. */
@Injectable()
export class AuditPseudonyms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

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
   * stay; so do, until their time is over, the values that `security-values.ts` names, without their owner. Waits for
   * transactions that are recording something of these persons; what is recorded later has neither a
   * pseudonym nor values, since a tombstone takes the mapping's place. It holds the id of an account or request that
   * nothing leads to any more, and is the price of never making a second pseudonym in a race.
   */
  async forget(manager: EntityManager, refs: readonly PersonRef[]): Promise<SecurityValues> {
    if (refs.length === 0) return { count: 0 };
    const persons = [refs.map((ref) => ref.type), refs.map((ref) => ref.id)];
    // A first event that is not committed yet has a mapping that nobody else sees; the tombstone waits for its end.
    await this.bury(manager, persons);
    const pseudonyms = await this.lock(manager, persons);
    const now = this.clock.now();
    const kept = await securityValues(manager, pseudonyms, now);
    await releaseSecurityValues(manager, pseudonyms, now);
    await manager.query(
      `DELETE FROM audit_pseudonyms
       WHERE (kind, owner) IN (SELECT * FROM unnest($1::text[], $2::uuid[])) AND NOT forgotten`,
      persons,
    );
    await this.bury(manager, persons);
    return kept;
  }

  /** What `forget` would keep. Nothing more is recorded of these persons until the caller's transaction ends. */
  async keptForSecurity(manager: EntityManager, refs: readonly PersonRef[]): Promise<SecurityValues> {
    if (refs.length === 0) return { count: 0 };
    const pseudonyms = await this.lock(manager, [refs.map((ref) => ref.type), refs.map((ref) => ref.id)]);
    return securityValues(manager, pseudonyms, this.clock.now());
  }

  /** Deletes what auditors searched for, where it was one of these texts: it names the person, and is nobody else's. */
  async forgetSearches(manager: EntityManager, texts: readonly string[]): Promise<void> {
    await manager.query(
      `DELETE FROM audit_values
       WHERE fold_address(left(value, 200)) = ANY (SELECT fold_address(left(t, 200)) FROM unnest($1::text[]) AS t)
         AND field = 'text'`,
      [texts],
    );
  }

  /** Waits for whoever records something of these persons, and lets nobody else begin. */
  private async lock(manager: EntityManager, persons: string[][]): Promise<string[]> {
    // In one order, so that two callers that forget the same persons do not wait for each other in a circle.
    const rows = await manager.query<{ id: string }[]>(
      `SELECT p.id FROM audit_pseudonyms p JOIN unnest($1::text[], $2::uuid[]) AS f (kind, owner) USING (kind, owner)
       ORDER BY p.kind, p.owner FOR UPDATE OF p`,
      persons,
    );
    return rows.map(({ id }) => id);
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
