import { type DataSource } from 'typeorm';
import { type AuditFilter } from '../../audit/audit-filter.js';

/** A question of an auditor; each round asks it about somebody or something else. */
export interface SearchCase {
  readonly name: string;
  readonly filter: (round: number) => AuditFilter;
}

/** Things that are in the log, to be asked for. */
interface Known {
  readonly actors: readonly string[];
  readonly subjects: readonly string[];
  readonly references: readonly string[];
  readonly networks: readonly string[];
  readonly emails: readonly string[];
  readonly first: number;
  readonly last: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Every filter of the contract, common and rare, and combinations of two and three. */
export async function searchCases(database: DataSource): Promise<SearchCase[]> {
  const known = await look(database);
  const of = (list: readonly string[], round: number): string => list[round % list.length] ?? '';
  const period = (round: number, length: number) => {
    const from = known.first + ((round * 7 + 3) % 23) * ((known.last - known.first) / 23);
    return { from: new Date(from).toISOString(), to: new Date(from + length).toISOString() };
  };
  const actor = (round: number) => ({ actor: [of(known.actors, round)] });
  const subject = (round: number) => ({ subject: [of(known.subjects, round)] });
  const address = (round: number) => ({ ip: of(known.networks, round) });
  const network = (round: number, bits: number) => ({ ip: `${of(known.networks, round)}/${bits}` });
  const q = (round: number) => ({ q: of(known.emails, round) });
  const cases: readonly (readonly [string, (round: number) => AuditFilter])[] = [
    ['no filter', () => ({})],
    ['action, common', () => ({ action: 'auth.logged_in' })],
    ['action, rare', () => ({ action: 'hold.placed' })],
    ['action, a room', () => ({ action: 'request.*' })],
    ['actor', actor],
    ['actor system', () => ({ actorType: 'system' })],
    ['subject', subject],
    ['reference', (round) => ({ reference: of(known.references, round) })],
    ['outcome denied', () => ({ outcome: 'denied' })],
    ['ip', address],
    ['ip network /24', (round) => network(round, 24)],
    ['ip network /8', (round) => network(round, 8)],
    ['from, to: an hour', (round) => period(round, HOUR)],
    ['from, to: a month', (round) => period(round, 30 * DAY)],
    ['q: an address', q],
    ['q: beginning of many', () => ({ q: 'account1' })],
    ['q: an action', () => ({ q: 'auth.log' })],
    ['q: nobody', (round) => ({ q: `nobody${round}@` })],
    ['action + outcome', () => ({ action: 'auth.*', outcome: 'failure' })],
    ['action + nothing such', () => ({ action: 'hold.placed', outcome: 'denied' })],
    ['action rare + period', (round) => ({ action: 'hold.placed', ...period(round, 7 * DAY) })],
    ['actor + period', (round) => ({ ...actor(round), ...period(round, 30 * DAY) })],
    ['actor + subject', (round) => ({ ...actor(round), ...subject(round) })],
    ['subject + action', (round) => ({ ...subject(round), action: 'mail.sent' })],
    ['ip network /24 + action', (round) => ({ ...network(round, 24), action: 'auth.login_failed' })],
    ['ip network /8 + period', (round) => ({ ...network(round, 8), ...period(round, DAY) })],
    ['ip network /8 + q', (round) => ({ ...network(round, 8), ...q(round) })],
    ['q + outcome + period', (round) => ({ ...q(round), outcome: 'failure', ...period(round, 30 * DAY) })],
    ['q common + ip network /8', (round) => ({ q: 'account1', ...network(round, 8) })],
  ];
  return cases.map(([name, filter]) => ({ name, filter }));
}

async function look(database: DataSource): Promise<Known> {
  const list = async (select: string): Promise<string[]> =>
    (await database.query<{ found: string }[]>(select)).map(({ found }) => found);
  const [span] = await database.query<{ first: Date; last: Date }[]>(
    'SELECT min(at) AS first, max(at) AS last FROM audit_events',
  );
  // Spread over the log, so that some are busy and some were seen once, long ago.
  const sample = (column: string, table: string, where: string) =>
    list(`SELECT found FROM (SELECT ${column}::text AS found, row_number() OVER () AS n FROM ${table} WHERE ${where}) t
          WHERE n % (1 + (SELECT count(*) FROM audit_events) / 400) = 1 LIMIT 100`);
  return {
    actors: await sample('actor', 'audit_events', 'actor IS NOT NULL'),
    subjects: await sample('subject', 'audit_events', 'subject IS NOT NULL'),
    references: await sample('reference', 'audit_events', 'reference IS NOT NULL'),
    networks: await sample('host(ip)', 'audit_values', 'family(ip) = 4'),
    emails: await sample('value', 'audit_values', "field = 'email'"),
    first: span?.first.getTime() ?? 0,
    last: span?.last.getTime() ?? 0,
  };
}
