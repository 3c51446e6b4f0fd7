import { asUnavailable } from '../engine/failure-sentence.js';
import { type MariaClient } from './maria-client.js';
import { type Sql } from './sql-text.js';
import { textOfValue } from './text-of-value.js';

/** Uses a connection for one answer, and gives it back. @throws SourceUnavailable */
export async function answerOf<T>(source: string, client: MariaClient, ask: () => Promise<T>): Promise<T> {
  try {
    const answer = await ask();
    await client.finish();
    return answer;
  } catch (error) {
    client.release(true);
    throw asUnavailable(source, error);
  }
}

/**
 * Streams the rows of a select in pieces of at most `most`, each row as its columns' texts, all as of the transaction's
 * instant. The connection goes back at the end, or away where the rows are not read to their end. @throws SourceUnavailable
 */
export function piecesOf(
  source: string,
  client: MariaClient,
  select: Sql,
  most: number,
): AsyncGenerator<Piece> {
  return toTheEnd(source, client, streamed(client, select, most));
}

/** The same of several selects one after the other, all as of the same instant; each piece with the name of its select. */
export function namedPiecesOf(
  source: string,
  client: MariaClient,
  selects: readonly (readonly [name: string, select: Sql])[],
  most: number,
): AsyncGenerator<readonly [name: string, piece: Piece]> {
  async function* each(): AsyncGenerator<readonly [string, Piece]> {
    for (const [name, select] of selects)
      for await (const piece of streamed(client, select, most)) yield [name, piece];
  }
  return toTheEnd(source, client, each());
}

/** Rows that came together, each as its columns' texts. */
type Piece = readonly (readonly string[])[];

async function* streamed(client: MariaClient, select: Sql, most: number): AsyncGenerator<Piece> {
  let piece: string[][] = [];
  for await (const row of client.stream(select) as AsyncIterable<readonly unknown[]>) {
    piece.push(row.map((value) => textOfValue(value) ?? ''));
    if (piece.length < most) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

async function* toTheEnd<T>(source: string, client: MariaClient, all: AsyncIterable<T>): AsyncGenerator<T> {
  let whole = false;
  try {
    yield* all;
    whole = true;
  } catch (error) {
    throw asUnavailable(source, error);
  } finally {
    if (whole) await client.finish();
    else client.release(true);
  }
}
