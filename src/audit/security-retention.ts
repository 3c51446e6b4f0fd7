/** How long a value that belongs to nobody known is kept, for security (ISO 8601). The published policy reads it here. */
export const SECURITY_RETENTION = 'P365D';
