/** A value of an answer as the text that the database wrote. */
export function textOfValue(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return JSON.stringify(value);
}
