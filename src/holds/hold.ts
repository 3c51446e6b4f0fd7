import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Origin } from '../platform/http/origin.js';
import { type DataCategory } from '../policy/purposes.js';
import { type KeptScope } from '../sources/erasing.js';
import { type HoldPurpose, type HoldVisibility } from './hold-rules.js';

export const HOLD_PURPOSES = [
  'administrative',
  'legal',
  'security',
] as const satisfies readonly HoldPurpose[];
export const HOLD_VISIBILITIES = [
  'open',
  'reason-hidden',
  'existence-hidden',
] as const satisfies readonly HoldVisibility[];
export const HOLD_STATES = ['placing', 'in_force', 'releasing', 'released'] as const;

/**
 * `placing`: no batch that begins from here on touches what it names; one that began before is about to commit in another
 * database. `releasing`: somebody asked for the release; until it takes effect the hold is in force as before.
 */
export type HoldState = (typeof HOLD_STATES)[number];

/** An admin who places or releases, and from where. */
export interface HoldOfficial {
  readonly accountId: string;
  readonly origin: Origin;
}

/** What is held: all that is given must be true of a row. */
export interface HoldScope extends Omit<KeptScope, 'hold'> {
  readonly email?: string;
  readonly source?: string;
}

export interface HoldForm {
  /** Id of the hold to be, by which a form that is sent twice places one hold; by default a new one. */
  readonly id?: string;
  readonly matter: string;
  readonly purpose: HoldPurpose;
  readonly citation: string;
  readonly scope: HoldScope;
  /** Local date in the office's zone, `2027-03-05`. */
  readonly reviewOn: string;
  readonly visibility: HoldVisibility;
}

/** A legal hold. Its scope never changes, and its row is never removed. */
@Entity('holds')
export class Hold {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') matter!: string;
  @Column('text') purpose!: HoldPurpose;
  @Column('text') citation!: string;
  /** As it was given; null where the hold names none, and once `addressMac` has taken its place. */
  @Column('text', { nullable: true }) email!: string | null;
  @Column('bytea', { nullable: true }) addressMac!: Buffer | null;
  /** The release makes a keyed hash of the address: the person's case was closed meanwhile. */
  @Column('boolean') forgetAddress!: boolean;
  @Column('text', { nullable: true }) source!: string | null;
  @Column('text', { nullable: true }) collection!: string | null;
  @Column('text', { nullable: true }) category!: DataCategory | null;
  @Column('text', { nullable: true }) articleId!: string | null;
  @Column('text', { array: true, nullable: true }) recordIds!: string[] | null;
  @Column('timestamptz', { nullable: true }) fromAt!: Date | null;
  @Column('timestamptz', { nullable: true }) toAt!: Date | null;
  @Column('date') reviewOn!: string;
  @Column('text') visibility!: HoldVisibility;
  @Column('uuid') placedBy!: string;
  @Column('timestamptz') placedAt!: Date;
  /** From then on nothing that it names is erased; null while a batch that began before may still commit elsewhere. */
  @Column('timestamptz', { nullable: true }) inForceAt!: Date | null;
  /** Batches that may have been about to commit elsewhere when it was placed. */
  @Column('uuid', { array: true }) awaits!: string[];
  @Column('text', { nullable: true }) releaseReason!: string | null;
  @Column('uuid', { nullable: true }) releaseAskedBy!: string | null;
  @Column('timestamptz', { nullable: true }) releaseAskedAt!: Date | null;
  /** Not before this, and not before a second person confirmed. */
  @Column('timestamptz', { nullable: true }) releaseAt!: Date | null;
  @Column('uuid', { nullable: true }) releaseConfirmedBy!: string | null;
  @Column('timestamptz', { nullable: true }) releaseConfirmedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) releasedAt!: Date | null;
}

export function holdState(hold: Hold): HoldState {
  if (hold.releasedAt !== null) return 'released';
  if (hold.releaseAskedAt !== null) return 'releasing';
  return hold.inForceAt === null ? 'placing' : 'in_force';
}
