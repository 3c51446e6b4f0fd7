import { type StaffMember } from '../../../accounts/accounts.js';
import { type AuditRecord } from '../../../audit/audit-events.js';
import { type AuditItem } from '../../../audit/audit-item.js';
import { type AuditStaffMembers } from '../../api/audit-staff.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { type EventLine, fieldName, presentEvent } from './event-line.js';

/** One personal value: shown, hidden, or forgotten. */
export interface ValueLine {
  readonly name: string;
  readonly state: 'shown' | 'hidden' | 'forgotten';
  readonly value?: string;
  readonly digest: string;
}

/** One event in the reader's words. */
export interface EventView {
  readonly frame: PageFrame;
  readonly event: EventLine;
  readonly values: readonly ValueLine[];
  /** Something is hidden, and may be asked for with a reason. */
  readonly hidden: boolean;
  /** Somebody of the staff acted, whose name can be asked for with the hidden values. */
  readonly byStaff: boolean;
  /** User name of that somebody, once it was asked for. */
  readonly actorName?: string;
  readonly unmasked: boolean;
  readonly leaf: string;
  readonly leafHash: string;
  readonly older?: string;
  readonly newer?: string;
  readonly reason: string;
  readonly errors: readonly FieldError[];
}

export function presentRecord(
  frame: PageFrame,
  record: AuditRecord,
  staff: AuditStaffMembers,
  asked: {
    readonly reason?: string;
    readonly errors?: readonly FieldError[];
    readonly open?: { readonly item: AuditItem; readonly actor?: StaffMember };
  } = {},
): EventView {
  const { item, digests, leaf, leafHash } = record;
  const byStaff = staff.has(item.actor.id ?? '');
  const open = asked.open && openValues(asked.open.item);
  return {
    frame,
    event: presentEvent(frame, item, staff),
    values: Object.entries(digests).map(([field, digest]) => ({
      name: fieldName(frame, field),
      state: stateOf(field, item.masked, open),
      value: open?.[field],
      digest,
    })),
    hidden: open === undefined && (item.masked.length > 0 || byStaff),
    byStaff,
    actorName: asked.open?.actor?.username,
    unmasked: open !== undefined,
    leaf,
    leafHash,
    older: item.seq > 0 ? `/audit/events/${item.seq - 1}` : undefined,
    newer: record.newer ? `/audit/events/${item.seq + 1}` : undefined,
    reason: asked.reason ?? '',
    errors: asked.errors ?? [],
  };
}

function openValues({ ip, userAgent, values }: AuditItem): Readonly<Record<string, string | undefined>> {
  return { ...values, ip, userAgent };
}

function stateOf(
  field: string,
  masked: readonly string[],
  open: Readonly<Record<string, string | undefined>> | undefined,
): ValueLine['state'] {
  if (open !== undefined) return open[field] === undefined ? 'forgotten' : 'shown';
  return masked.includes(field) ? 'hidden' : 'forgotten';
}
