import { codeOf } from '../../platform/errors/code-of.js';
import { finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';

/** What the words call each fault, by the code of the driver, of PostgreSQL or of MariaDB. */
const FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody',
  ENOENT: 'nobody',
  EHOSTUNREACH: 'nobody',
  ENETUNREACH: 'nobody',
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ETIMEDOUT: 'late',
  PROTOCOL_SEQUENCE_TIMEOUT: 'late',
  ECONNRESET: 'ended',
  EPIPE: 'ended',
  PROTOCOL_CONNECTION_LOST: 'ended',
  '28000': 'user',
  '28P01': 'password',
  '3D000': 'database',
  '23502': 'empty',
  '23503': 'referred',
  '40P01': 'deadlock',
  '42501': 'forbidden',
  '53300': 'full',
  '55P03': 'stopped',
  '57014': 'stopped',
  '57P01': 'ended',
  '25P03': 'ended',
  '57P03': 'starting',
  '1927': 'ended',
  '1969': 'stopped',
  ER_ACCESS_DENIED_ERROR: 'password',
  ER_HOST_NOT_PRIVILEGED: 'user',
  ER_HOST_IS_BLOCKED: 'user',
  ER_BAD_DB_ERROR: 'database',
  ER_DBACCESS_DENIED_ERROR: 'database',
  ER_TABLEACCESS_DENIED_ERROR: 'forbidden',
  ER_COLUMNACCESS_DENIED_ERROR: 'forbidden',
  ER_CON_COUNT_ERROR: 'full',
  ER_TOO_MANY_USER_CONNECTIONS: 'full',
  ER_USER_LIMIT_REACHED: 'full',
  ER_QUERY_TIMEOUT: 'stopped',
  ER_LOCK_WAIT_TIMEOUT: 'stopped',
  ER_LOCK_DEADLOCK: 'deadlock',
  ER_BAD_NULL_ERROR: 'empty',
  ER_ROW_IS_REFERENCED: 'referred',
  ER_ROW_IS_REFERENCED_2: 'referred',
  ER_QUERY_INTERRUPTED: 'stopped',
  ER_SERVER_SHUTDOWN: 'ended',
};

/** Since the map was last compared, somebody changed the tables. */
const MISFITS = ['ER_NO_SUCH_TABLE', 'ER_BAD_FIELD_ERROR', 'ER_TABLE_DEF_CHANGED'];

/** More than the database writes into one answer. */
const TOO_LARGE = ['ER_NET_PACKET_TOO_LARGE', 'ER_WARN_ALLOWED_PACKET_OVERFLOWED'];

/** A failure of the database in words for an admin: its own may quote personal data, so only the code stays. */
export function asUnavailable(
  source: string,
  error: unknown,
  doing: 'read' | 'erase' = 'read',
): SourceUnavailable {
  if (error instanceof SourceUnavailable) return error;
  const code = failureCode(error);
  if (MISFITS.includes(code)) return new SourceUnavailable(source, finding('misfit', { source }));
  if (TOO_LARGE.includes(code)) return new SourceUnavailable(source, finding('tooLarge', { source }));
  const fault = FAULTS[code] ?? 'unknown';
  return new SourceUnavailable(
    source,
    finding('unavailable', { source, doing, fault, code: code === '' ? 'none' : code }),
  );
}

/** PostgreSQL's driver has words and no code for its own time-outs, MariaDB's has numbers alone for what MySQL lacks. */
function failureCode(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined || !(error instanceof Error)) return code ?? '';
  if ('errno' in error && typeof error.errno === 'number') return String(error.errno);
  return /timeout|timed out/i.test(error.message) ? 'ETIMEDOUT' : '';
}
