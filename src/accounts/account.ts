import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Locale } from '../platform/i18n/locale.js';

export const ROLES = ['member', 'admin', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

/** True of a row `a` of accounts that is not closed, as SQL. */
export const OPEN_ACCOUNT = 'a.closed_at IS NULL';

/** Somebody who can sign in. The address is confirmed, always: before that there is a registration, not an account. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  /** Never changes (P19). */
  @Column('text') username!: string;
  @Column('text') email!: string;
  @Column('text') role!: Role;
  @Column('text', { nullable: true }) displayName!: string | null;
  @Column('text', { nullable: true }) website!: string | null;
  @Column('text', { nullable: true }) about!: string | null;
  @Column('text') locale!: Locale;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  /** When the present address was confirmed; later than `createdAt` where it replaced another. */
  @Column('timestamptz') emailConfirmedAt!: Date;
  /** Last reset of the password or change of the address: bundles wait from here. */
  @Column('timestamptz', { nullable: true }) securedAt!: Date | null;
  /** Set where the account was erased but for what holds keep; whoever asks for such an account is told of none. */
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
}
