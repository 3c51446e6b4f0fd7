import { type DueRows } from '../audit/retention-rule.js';

/** Cases that are looked at one by one for what holds keep of them; a dry run says that there are more. */
export const MOST_CASES = 1000;

/**
 * What a run that removes cases would find.
 * @param ids of the cases whose time is over, one more than `MOST_CASES` where there are more
 * @param held the holds that keep something of each
 * @param unseen ids of holds that are not to be told of: cases that they alone keep count nowhere
 */
export function dueCases(
  ids: readonly string[],
  held: ReadonlyMap<string, readonly string[]>,
  unseen: readonly string[],
): DueRows {
  const cases = ids.slice(0, MOST_CASES);
  const seen = cases
    .map((id) => (held.get(id) ?? []).filter((hold) => !unseen.includes(hold)))
    .filter((holds) => holds.length > 0);
  const shares = new Map<string, number>();
  for (const hold of seen.flat()) shares.set(hold, (shares.get(hold) ?? 0) + 1);
  return {
    removed: cases.filter((id) => !held.has(id)).length,
    kept: seen.length,
    holds: [...shares].map(([id, rows]) => ({ id, rows })),
    more: ids.length > MOST_CASES,
  };
}
