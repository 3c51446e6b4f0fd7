import { type ClientBase } from 'pg';
import { setLocals } from '../../platform/database/copy.js';
import { type KnownIdentifiers } from '../erasing.js';
import { finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { type CompiledMap } from './compiled-map.js';
import { arrayLiteral, knownSetting } from './settings.js';

/** More identifiers than this of one person mean a wrong map, not a busy person. */
const MOST_IDENTIFIERS = 100_000;
/** Steps from row to row, such as along a chain of replies. */
const MOST_ROUNDS = 1000;

/**
 * Lets rows of the person teach identifiers, and these lead to further rows, until nothing new comes; what was learned
 * is then in the settings that the map's statements read.
 * @param given what earlier rows taught, which may be gone
 * @returns all of it
 * @throws SourceUnavailable where it does not end within bounds
 */
export async function learnIdentifiers(
  client: ClientBase,
  source: string,
  map: CompiledMap,
  given: KnownIdentifiers = {},
): Promise<KnownIdentifiers> {
  const known = new Map(map.identifiers.map((identifier) => [identifier, new Set(given[identifier])]));
  let grown = new Set(map.identifiers);
  await publish(client, known, grown);
  for (let round = 0; grown.size > 0; round += 1) {
    if (round === MOST_ROUNDS) {
      throw new SourceUnavailable(source, finding('noEnd', { steps: MOST_ROUNDS }));
    }
    const asked = map.lessons.filter(({ uses }) => round === 0 || [...uses].some((name) => grown.has(name)));
    grown = new Set();
    for (const { identifier, collection, sql } of asked) {
      const values = known.get(identifier);
      if (values === undefined) continue;
      const before = values.size;
      const answer = await client.query<{ value: string }>(`${sql} LIMIT ${MOST_IDENTIFIERS + 1}`);
      for (const { value } of answer.rows) values.add(value);
      if (values.size > MOST_IDENTIFIERS) {
        throw new SourceUnavailable(
          source,
          finding('tooMany', { most: MOST_IDENTIFIERS, identifier, collection }),
        );
      }
      if (values.size > before) grown.add(identifier);
    }
    await publish(client, known, grown);
  }
  return Object.fromEntries([...known].map(([identifier, values]) => [identifier, [...values]]));
}

async function publish(
  client: ClientBase,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  names: ReadonlySet<string>,
): Promise<void> {
  await setLocals(
    client,
    Object.fromEntries([...names].map((name) => [knownSetting(name), arrayLiteral(known.get(name) ?? [])])),
  );
}
