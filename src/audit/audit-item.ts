import { type AuditEntry, type AuditOutcome } from './audit-entry.js';

/** An event as auditors see it. Values that were forgotten are absent. */
export interface AuditItem {
  readonly seq: number;
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly action: string;
  readonly outcome: AuditOutcome;
  /** `id` is a pseudonym. */
  readonly actor: { readonly type: string; readonly id?: string };
  readonly subject?: string;
  readonly reference?: string;
  readonly ip?: string;
  readonly userAgent?: string;
  readonly detail: NonNullable<AuditEntry['detail']>;
  /** The other personal values, by field. */
  readonly values?: Readonly<Record<string, string>>;
}
