import { type Failure } from './failure.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Locale } from '../platform/i18n/locale.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { type ActingAs, type Channel, type RequestState } from './request-kinds.js';

/** What an erasure leaves out or does differently. */
export interface RequestScope {
  readonly comments?: 'delete' | 'detach';
}

/** A person's request, without the person: who asked lies in the sealed `request_subject` row alone. */
@Entity('requests')
export class SubjectRequest {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('text') kind!: RequestKind;
  @Column('text') state!: RequestState;
  @Column('text') regime!: string;
  @Column('text') channel!: Channel;
  @Column('text') locale!: Locale;
  @Column('jsonb', { nullable: true }) scope!: RequestScope | null;
  @Column('text') actingAs!: ActingAs;
  /** Approvals so far; those needed come from the settings. */
  @Column('integer') approvals!: number;
  @Column('timestamptz') receivedAt!: Date;
  /** Local date in the office's zone, `2026-03-05`. */
  @Column('date') dueOn!: string;
  /** 23:59:59 of `dueOn` in the office's zone. */
  @Column('timestamptz') dueAt!: Date;
  /** Whether the law sets the date, or the office itself. */
  @Column('text') dueBasis!: 'law' | 'target';
  /** When an approved erasure begins. */
  @Column('timestamptz', { nullable: true }) scheduledFor!: Date | null;
  @Column('timestamptz', { nullable: true }) extendedAt!: Date | null;
  /** Since when the clock stands still, and for how many days it did before. */
  @Column('timestamptz', { nullable: true }) pausedAt!: Date | null;
  @Column('integer') pausedDays!: number;
  /** When the person was told that the request has arrived. */
  @Column('timestamptz', { nullable: true }) acknowledgedAt!: Date | null;
  @Column('uuid', { nullable: true }) assignee!: string | null;
  @Column('text', { nullable: true }) ground!: string | null;
  @Column('text', { nullable: true }) explanation!: string | null;
  /** Why the last run failed, for admins. */
  @Column('jsonb', { nullable: true }) failure!: Failure | null;
  /** The outcome of an erasure as its person was told it, and when. */
  @Column('text', { nullable: true }) told!: 'completed' | 'deferred' | null;
  @Column('timestamptz', { nullable: true }) toldAt!: Date | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
}
