import { type ClientBase } from 'pg';
import { setLocals } from '../../platform/database/copy.js';
import { learn } from '../engine/learning.js';
import { type KnownIdentifiers } from '../erasing.js';
import { type CompiledMap } from './compiled-map.js';
import { arrayLiteral, knownSetting } from './settings.js';

/**
 * What rows of the person teach, to the end; it is then in the settings that the map's statements read.
 * @param given what earlier rows taught, which may be gone
 * @throws SourceUnavailable where it does not end within bounds
 */
export function learnIdentifiers(
  client: ClientBase,
  source: string,
  { lessons }: CompiledMap,
  given?: KnownIdentifiers,
): Promise<KnownIdentifiers> {
  return learn(
    source,
    {
      lessons,
      publish: (known, names) =>
        setLocals(
          client,
          Object.fromEntries(
            [...names].map((name) => [knownSetting(name), arrayLiteral(known.get(name) ?? [])]),
          ),
        ),
      ask: async ({ sql }, most) => {
        const { rows } = await client.query<{ value: string }>(`${sql} LIMIT ${most}`);
        return rows.map(({ value }) => value);
      },
    },
    given,
  );
}
