/** How long a personal value of the log is kept at most, whoever it belongs to (ISO 8601). The published policy reads it here. */
export const VALUE_RETENTION = 'P365D';
