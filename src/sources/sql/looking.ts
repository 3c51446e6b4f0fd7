import { type PoolClient } from 'pg';
import { setLocals } from '../../platform/database/copy.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { type PersonSearch } from './sql-source.js';

/** Rows that a cursor fetches in one piece, each as its columns' texts. */
export type Piece = readonly (readonly string[])[];

/** Uses a search for one answer, and gives its connection back. @throws SourceUnavailable */
export async function answerOf<T>(
  source: string,
  { client }: PersonSearch,
  settings: Readonly<Record<string, string>>,
  ask: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const ignore = () => undefined;
  client.on('error', ignore);
  let whole = false;
  try {
    await setLocals(client, settings);
    const answer = await ask(client);
    await client.query('ROLLBACK');
    whole = true;
    return answer;
  } catch (error) {
    throw asUnavailable(source, error);
  } finally {
    // The listener stays on a broken connection, which may report its end later.
    if (whole) client.off('error', ignore);
    client.release(!whole);
  }
}

/** Streams the rows of a select in pieces of at most `most`, all as of the search's instant. @throws SourceUnavailable */
export async function* piecesOf(
  source: string,
  search: PersonSearch,
  settings: Readonly<Record<string, string>>,
  select: string,
  most: number,
): AsyncGenerator<Piece> {
  for await (const [, piece] of namedPiecesOf(source, search, settings, [['', select]], most)) yield piece;
}

/** The same of several selects one after the other, all as of the same instant; each piece with the name of its select. */
export async function* namedPiecesOf(
  source: string,
  { client }: PersonSearch,
  settings: Readonly<Record<string, string>>,
  selects: readonly (readonly [name: string, select: string])[],
  most: number,
): AsyncGenerator<readonly [name: string, piece: Piece]> {
  const ignore = () => undefined;
  client.on('error', ignore);
  let whole = false;
  try {
    // All rows are wanted, so a plan that gives the first ones soon is not the best.
    await setLocals(client, { ...settings, cursor_tuple_fraction: '1' });
    for (const [name, select] of selects)
      for await (const piece of fetched(client, select, most)) yield [name, piece];
    await client.query('ROLLBACK');
    whole = true;
  } catch (error) {
    throw asUnavailable(source, error);
  } finally {
    // The listener stays on a broken connection, which may report its end later.
    if (whole) client.off('error', ignore);
    client.release(!whole);
  }
}

async function* fetched(client: PoolClient, select: string, most: number): AsyncGenerator<Piece> {
  await client.query(`DECLARE athar_rows NO SCROLL CURSOR FOR ${select}`);
  for (;;) {
    const { rows } = await client.query<string[]>({
      text: `FETCH ${Math.trunc(most)} FROM athar_rows`,
      rowMode: 'array',
    });
    if (rows.length > 0) yield rows;
    if (rows.length < most) break;
  }
  await client.query('CLOSE athar_rows');
}
