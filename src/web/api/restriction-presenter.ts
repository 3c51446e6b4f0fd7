import { type z } from 'zod';
import { type PersonRestriction } from '../../requests/person-restrictions.js';
import { type Restriction, restrictionState } from '../../requests/restriction.js';
import { type PersonRestrictionView, type RestrictionView } from './restriction-schemas.js';

export function presentRestriction(restriction: Restriction | undefined): z.input<typeof RestrictionView> {
  if (restriction === undefined) return null;
  const { since, placedAt, liftAt, reason, liftedAt, liftedBy } = restriction;
  return {
    state: restrictionState(restriction),
    since: since.toISOString(),
    hiddenAt: placedAt?.toISOString() ?? null,
    liftAt: liftAt?.toISOString() ?? null,
    reason: reason ?? null,
    liftedAt: liftedAt?.toISOString() ?? null,
    liftedBy: liftedBy ?? null,
  };
}

/** Restrictions in force, beside an erasure of the same person. */
export function presentInForce(
  restrictions: readonly PersonRestriction[],
): z.input<typeof PersonRestrictionView>[] {
  return restrictions.map(({ reference, since, liftAt, askedAfter }) => ({
    ...{ reference, askedAfter },
    ...{ since: since.toISOString(), liftAt: liftAt?.toISOString() ?? null },
  }));
}
