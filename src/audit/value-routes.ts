import { type Bind } from './audit-conditions.js';
import { type AuditFilter } from './audit-filter.js';
import { ipMatch, type Routes, textMatch, type ValueMatch } from './value-match.js';

/** Runs one statement where the search runs: an entity manager's `query`, or a connection's rows. */
export type Query = <Row>(statement: string, values: string[]) => Promise<Row[]>;

/**
 * Few values are the start of a search, many a test on its way; of two few ones the fewer start it. The values are
 * counted, since the planner's guesses at the beginnings of texts are wrong by orders of magnitude.
 * @param page how many events are looked for
 */
export async function chooseRoutes(query: Query, filter: AuditFilter, page: number): Promise<Routes> {
  const values: string[] = [];
  const bind = parameters(values);
  const matches = [ipMatch(filter, bind), textMatch(filter, bind)].filter((match) => match !== undefined);
  if (matches.length === 0) return { ip: 'events first', q: 'events first' };
  const [row] = await query<{ most: string; ip?: string; q?: string }>(
    countSelect(matches, page, bind),
    values,
  );
  const most = Number(row?.most);
  const ip = Number(row?.ip ?? most);
  const q = Number(row?.q ?? most);
  const fewer = ip <= q ? 'ip' : 'q';
  return {
    ip: ip < most && fewer === 'ip' ? 'values first' : 'events first',
    q: q < most && fewer === 'q' ? 'values first' : 'events first',
  };
}

/** Binds values as `$1`, `$2` and so on, collecting them. */
export function parameters(values: string[]): Bind {
  return (value, type) => `$${values.push(value)}::${type}`;
}

/**
 * Answers, per match, how many values there are, up to a limit as `most`. A page costs about one look-up a value on the
 * first route, and page * events / values look-ups on the second: both are equal at the square root of page * events,
 * so a match that reaches this limit takes the second. Neither then costs more than the limit, as long as the matches
 * are not all among the oldest events.
 */
function countSelect(matches: readonly ValueMatch[], page: number, bind: Bind): string {
  const counts = matches.map(
    ({ name, indexed }) =>
      `(SELECT count(*) FROM (SELECT FROM audit_values v WHERE ${indexed} LIMIT c.most) few) AS ${name}`,
  );
  return `SELECT c.most, ${counts.join(', ')}
    FROM (SELECT ceil(sqrt(${bind(String(page), 'float8')} * (coalesce(max(seq), 0) + 1)))::bigint AS most
          FROM audit_events) c`;
}
