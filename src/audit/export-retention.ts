/** How long a file made of the log is kept for its auditor (ISO 8601). `policy/retention.ts` lists it beside the others. */
export const AUDIT_EXPORT_RETENTION = 'PT24H';
