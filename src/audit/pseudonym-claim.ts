import { type EntityManager } from 'typeorm';
import { v4 as randomUuid } from 'uuid';
import { type PersonRef } from './audit-entry.js';
import { refKey } from './person-ref.js';

interface ClaimedRow {
  readonly id: string;
  readonly kind: PersonRef['type'];
  readonly owner: string;
  readonly forgotten: boolean;
}

/** A maker that loses a race reads the winner's row in its next try; a person may be forgotten in between. */
const TRIES = 5;

/**
 * The pseudonyms of these persons, found or made, and locked FOR KEY SHARE until the caller's transaction ends: as long
 * as it runs, `forget` waits, so no value can be written for somebody who is already forgotten. The answer has no
 * entry for a forgotten person: a tombstone in the same table keeps anybody from making a second pseudonym.
 */
export async function claimPseudonyms(
  manager: EntityManager,
  refs: readonly PersonRef[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(refs.map((ref) => [refKey(ref), ref]));
  const claimed = new Map<string, string>();
  for (let tries = 0; wanted.size > 0; tries += 1) {
    if (tries === TRIES) throw new Error('No pseudonym could be claimed.');
    for (const row of await claimOnce(manager, [...wanted.values()])) {
      const key = refKey({ type: row.kind, id: row.owner });
      wanted.delete(key);
      if (!row.forgotten) claimed.set(key, row.id);
    }
  }
  return claimed;
}

/**
 * One statement. Where another transaction is making or forgetting the same person, it waits for that one's end; a
 * person whose row then is not in this statement's snapshot is missing from the answer and asked for again.
 */
function claimOnce(manager: EntityManager, refs: readonly PersonRef[]): Promise<ClaimedRow[]> {
  return manager.query<ClaimedRow[]>(
    `WITH wanted AS (
       SELECT kind, owner, fresh FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS w (kind, owner, fresh)
     ), found AS (
       SELECT p.id, p.kind, p.owner, p.forgotten FROM audit_pseudonyms p JOIN wanted USING (kind, owner)
       ORDER BY p.kind, p.owner FOR KEY SHARE OF p
     ), made AS (
       INSERT INTO audit_pseudonyms (id, kind, owner)
       SELECT fresh, kind, owner FROM wanted w
       WHERE NOT EXISTS (SELECT FROM found f WHERE f.kind = w.kind AND f.owner = w.owner)
       ORDER BY kind, owner
       ON CONFLICT (kind, owner) DO NOTHING
       RETURNING id, kind, owner, forgotten
     )
     SELECT id, kind, owner, forgotten FROM found UNION ALL SELECT id, kind, owner, forgotten FROM made`,
    [refs.map((ref) => ref.type), refs.map((ref) => ref.id), refs.map(() => randomUuid())],
  );
}
