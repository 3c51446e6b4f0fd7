import { z } from 'zod';
import { check } from '../platform/http/input-checker.js';
import { type FieldProblem, invalidFields } from '../platform/http/problem.js';
import { oneOf } from '../platform/http/text-schemas.js';
import { type AuditEntry } from './audit-entry.js';
import { networkText } from './network-text.js';

const MOST_PERSONS = 100;
const ACTION = 'Reads like auth.logged_in, or auth.* for a room.';
const REFERENCE = 'Reads like R-7K3F-92QM.';
const NETWORK = 'Give an address, or a network such as 192.0.2.0/24.';
const BEGINNING = 'Give the beginning of what you look for.';

const time = z.iso
  .datetime({ offset: true, error: 'Give a time such as 2026-03-05T10:00:00Z.' })
  .transform((text) => new Date(text).toISOString());

const persons = z
  .array(z.uuid({ error: 'A pseudonym is a UUID.' }).toLowerCase(), { error: 'Give a list of pseudonyms.' })
  .max(MOST_PERSONS, `At most ${MOST_PERSONS} pseudonyms.`);

/** The parts of a filter, for whoever reads them from a query string. Reading one again changes nothing. */
export const auditFilterFields = {
  /** An action, or a room with all of its actions: `auth.*`. */
  action: z.string({ error: ACTION }).regex(/^[a-z]{1,60}\.([a-z_]{1,60}|\*)$/, ACTION),
  /** Pseudonyms, any of them; an empty list matches nothing, as for an address that nobody has. */
  actor: persons,
  actorType: oneOf(['account', 'request', 'system', 'operator', 'anonymous']),
  subject: persons,
  reference: z
    .string({ error: REFERENCE })
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9-]{1,40}$/, REFERENCE),
  outcome: oneOf(['success', 'failure', 'denied']),
  /** Not before this instant (RFC 3339). */
  from: time,
  /** Before this instant (RFC 3339). */
  to: time,
  /** An address, or a network in CIDR notation. */
  ip: z
    .string({ error: NETWORK })
    .trim()
    .refine((text) => networkText(text) !== undefined, NETWORK)
    .transform((text) => networkText(text) ?? ''),
  /** The beginning of a personal value (not of an IP), an action or a reference; letters A to Z in any case. */
  q: z
    .string({ error: BEGINNING })
    .trim()
    .min(1, BEGINNING)
    .max(200, 'At most 200 characters.')
    .refine((text) => !/\p{Cc}/u.test(text), 'No line breaks or control characters.'),
};

const schema = z.strictObject(auditFilterFields).partial();

/** What an auditor asks for. Every part that is given must hold. */
export type AuditFilter = Readonly<z.infer<typeof schema>>;

/** The filter in one spelling. @throws Problem 422 that names every bad part as `?name` */
export function checkFilter(filter: AuditFilter): AuditFilter {
  const problems: FieldProblem[] = [];
  const checked = check(schema, filter, '?', problems);
  if (checked === undefined) throw invalidFields(...problems);
  return checked;
}

/**
 * What the event of a search or an export says about the question: the names of the parts that were used, and the
 * text looked for as a personal value. What the other parts held is not kept.
 */
export function describeFilter(filter: AuditFilter): Required<Pick<AuditEntry, 'detail' | 'values'>> {
  const filters = Object.entries(filter).filter(([, value]) => value !== undefined);
  return {
    detail: { filters: filters.map(([name]) => name).sort() },
    values: filter.q === undefined ? {} : { text: filter.q },
  };
}
