/** How long a file made of the log is kept for its auditor (ISO 8601). The published policy reads it here. */
export const AUDIT_EXPORT_RETENTION = 'PT24H';
