import { hash } from 'node:crypto';
import { type BinaryRow } from '../../platform/database/binary-copy.js';
import { plainAddress } from '../../platform/text/plain-address.js';

/** Names of fields: another text could look like the end of one digest and the beginning of the next. */
const FIELD = /^[A-Za-z]{1,30}$/;

/**
 * Of a personal value; the last column is the address that is searched by, where it is written otherwise. A network, which
 * has a mask behind it, is no address.
 */
export const VALUE_COLUMNS = `uuid_send(v.event), v.field, v.value, v.salt,
  CASE WHEN v.field = 'ip' THEN nullif(coalesce(abbrev(v.ip), ''), v.value) ELSE abbrev(v.ip) END`;

/**
 * @param row of `VALUE_COLUMNS` @param digests of the event, as its leaf has them
 * @returns what differs; undefined where the leaf says that this was the value
 */
export function valueProblem(row: BinaryRow, digests: string): string | undefined {
  const field = row.latin1(1);
  const value = row.text(2);
  const salt = row.bytes.toString('base64url', row.start(3), row.end(3));
  // Canonical JSON (RFC 8785) of an array of texts is what JSON.stringify makes of them.
  const digest = hash('sha256', `["${salt}","${field}",${JSON.stringify(value)}]`, 'base64url');
  if (!FIELD.test(field) || !digests.includes(`"${field}":"${digest}"`))
    return digests.includes(`"${field}":"`)
      ? `its personal value ${field} is not the one that it was recorded with`
      : 'a personal value stands beside it of which its leaf has no digest';
  if (!row.isNull(4) && plainAddress(row.text(4)) !== value)
    return 'the address that it is searched by is not its value';
  return undefined;
}
