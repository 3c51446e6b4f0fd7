import { codeOf } from '../../platform/errors/code-of.js';
import { SourceUnavailable } from '../source-unavailable.js';

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers at its address.',
  ENOENT: 'Nothing answers at its address.',
  ENOTFOUND: 'Its host name is not known.',
  ETIMEDOUT: 'It did not answer in time.',
  '28000': 'It refuses the user or the way of signing in.',
  '28P01': 'It refuses the user name or the password.',
  '3D000': 'It has no database of that name.',
  '23502': 'A column that the data map empties may not be empty.',
  '23503': 'Rows that the data map does not speak of refer to one that is to go.',
  '40P01': 'Something else was changing the same rows.',
  '42501': 'It does not allow this in a table that the data map names.',
  '53300': 'It has no connection left.',
  '57014': 'It took too long, and was stopped.',
  '57P01': 'It ended the connection.',
  '57P03': 'It is starting or stopping.',
};

/** A failure of the database as a sentence for an admin: its own words may quote personal data, so only the code stays. */
export function asUnavailable(
  source: string,
  error: unknown,
  doing: 'read' | 'erased in' = 'read',
): SourceUnavailable {
  if (error instanceof SourceUnavailable) return error;
  const code = failureCode(error);
  const sentence = SENTENCES[code] ?? (doing === 'read' ? 'Reading it failed.' : 'Erasing in it failed.');
  return new SourceUnavailable(
    source,
    `The system "${source}" cannot be ${doing}. ${sentence}${code && ` (${code})`}`,
  );
}

/** The driver's own time-outs have words and no code. */
function failureCode(error: unknown): string {
  const untold = error instanceof Error && /timeout|timed out/i.test(error.message) ? 'ETIMEDOUT' : '';
  return codeOf(error) ?? untold;
}
