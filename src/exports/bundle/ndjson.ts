const NEWLINE = 10;
const OPEN = Buffer.from('[');
const FIRST = Buffer.from('\n');
const BETWEEN = Buffer.from(',\n');
const CLOSE = Buffer.from('\n]\n');
const EMPTY = Buffer.from('[]\n');

/** A line longer than this is never held as text: pages point to the data file instead. */
const LONGEST_LINE = 2 * 1024 * 1024;

/**
 * The lines of `source` as the elements of one JSON array, a record a line. The bytes of the records pass untouched:
 * in JSON a newline inside a text is written `\n`, so a newline byte always ends a record.
 * @param onRecords told the number of records that were passed on, chunk by chunk
 */
export async function* jsonArray(
  source: AsyncIterable<Buffer>,
  onRecords: (records: number) => void,
): AsyncGenerator<Buffer> {
  let before = FIRST;
  let inside = false;
  yield OPEN;
  for await (const chunk of source) {
    const parts: Buffer[] = [];
    let records = 0;
    for (let start = 0; start < chunk.length;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (!inside) parts.push(before);
      if (end < 0) {
        parts.push(chunk.subarray(start));
        inside = true;
        break;
      }
      parts.push(chunk.subarray(start, end));
      records += 1;
      [before, inside, start] = [BETWEEN, false, end + 1];
    }
    onRecords(records);
    yield Buffer.concat(parts);
  }
  if (inside) onRecords(1);
  yield inside || before === BETWEEN ? CLOSE : EMPTY.subarray(1);
}

/**
 * The lines of `source` as text, in batches of what arrived together. A line that is too long to be held is
 * `undefined` in its place.
 */
export async function* lineBatches(source: AsyncIterable<Buffer>): AsyncGenerator<(string | undefined)[]> {
  let rest: Buffer[] = [];
  let held = 0;
  const add = (piece: Buffer) => {
    held += piece.length;
    if (held > LONGEST_LINE) rest = [];
    else rest.push(piece);
  };
  for await (const chunk of source) {
    const last = chunk.lastIndexOf(NEWLINE);
    if (last < 0) {
      add(chunk);
      continue;
    }
    const first = held === 0 ? -1 : chunk.indexOf(NEWLINE);
    const lines: (string | undefined)[] = [];
    if (first >= 0) {
      add(chunk.subarray(0, first));
      lines.push(held > LONGEST_LINE ? undefined : Buffer.concat(rest).toString('utf8'));
      [rest, held] = [[], 0];
    }
    if (last > first)
      lines.push(
        ...chunk
          .toString('utf8', first + 1, last)
          .split('\n')
          .map(bearable),
      );
    if (last + 1 < chunk.length) add(chunk.subarray(last + 1));
    yield lines;
  }
  if (held > 0) yield [held > LONGEST_LINE ? undefined : Buffer.concat(rest).toString('utf8')];
}

function bearable(line: string): string | undefined {
  return line.length > LONGEST_LINE ? undefined : line;
}

/** The same bytes in pieces of at least `size`, for what is dear by the piece: hashing, compressing, writing. */
export async function* inLargerPieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let held = 0;
  for await (const chunk of source) {
    pieces.push(chunk);
    held += chunk.length;
    if (held >= size) {
      yield pieces.length === 1 ? chunk : Buffer.concat(pieces);
      [pieces, held] = [[], 0];
    }
  }
  if (held > 0) yield Buffer.concat(pieces);
}
