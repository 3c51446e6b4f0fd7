/** Who ended a restriction: whoever asked for it, an admin, or an erasure that its person asked for. */
export const LIFTED_BY = ['person', 'office', 'erasure'] as const;

export type LiftedBy = (typeof LIFTED_BY)[number];

/** The restriction that an approved request brought into force (GDPR, article 18). */
export interface Restriction {
  readonly requestId: string;
  /** From then on it is in force: rows that were there by then are stored, and nothing else. */
  readonly since: Date;
  /** When all was hidden that the portal hides in other tables; absent while that is under way. */
  readonly placedAt?: Date;
  /** When it ends by itself; absent while nobody lifts it. */
  readonly liftAt?: Date;
  /** Why the office lifts it, as the person is told. */
  readonly reason?: string;
  readonly liftedAt?: Date;
  readonly liftedBy?: LiftedBy;
}

export type RestrictionState = 'in_force' | 'lifting' | 'lifted';

/** `lifting`: still in force, and the person knows when it ends. */
export function restrictionState({
  liftAt,
  liftedAt,
}: Pick<Restriction, 'liftAt' | 'liftedAt'>): RestrictionState {
  if (liftedAt !== undefined) return 'lifted';
  return liftAt === undefined ? 'in_force' : 'lifting';
}

/** Whether nothing is to be done with the rows but storing them. */
export function isInForce(restriction: Restriction | undefined): restriction is Restriction {
  return restriction !== undefined && restriction.liftedAt === undefined;
}
