import { codeOf } from '../../platform/errors/code-of.js';
import { finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';

/** What the words call each fault, by the code of the driver or the database. */
const FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody',
  ENOENT: 'nobody',
  ENOTFOUND: 'unknownHost',
  ETIMEDOUT: 'late',
  '28000': 'user',
  '28P01': 'password',
  '3D000': 'database',
  '23502': 'empty',
  '23503': 'referred',
  '40P01': 'deadlock',
  '42501': 'forbidden',
  '53300': 'full',
  '57014': 'stopped',
  '57P01': 'ended',
  '57P03': 'starting',
};

/** A failure of the database in words for an admin: its own may quote personal data, so only the code stays. */
export function asUnavailable(
  source: string,
  error: unknown,
  doing: 'read' | 'erase' = 'read',
): SourceUnavailable {
  if (error instanceof SourceUnavailable) return error;
  const code = failureCode(error);
  const fault = FAULTS[code] ?? 'unknown';
  return new SourceUnavailable(
    source,
    finding('unavailable', { source, doing, fault, code: code === '' ? 'none' : code }),
  );
}

/** The driver's own time-outs have words and no code. */
function failureCode(error: unknown): string {
  const untold = error instanceof Error && /timeout|timed out/i.test(error.message) ? 'ETIMEDOUT' : '';
  return codeOf(error) ?? untold;
}
