import { StringDecoder } from 'node:string_decoder';
import { type Collection } from '../map/data-map.js';
import { entryFields } from '../map/entry-fields.js';
import { EntryRecords } from './entry-records.js';
import { jsonMembers } from './json-members.js';
import { type LineShape } from './line-shape.js';
import { structured } from './structured.js';

/** How the collection's lines become records; undefined where they are records already. */
export function shapeOf(collection: Collection, unconfirmed: boolean): LineShape | undefined {
  const { fields, entries, category } = collection;
  const structures = new Map(fields.map((field) => [field.name, field]));
  if (entries !== undefined) {
    return new EntryRecords([...structures.keys()], entryFields(entries, category), unconfirmed);
  }
  if (!fields.some(({ format }) => format !== undefined)) return undefined;
  return {
    take: (line) => {
      const members = [...jsonMembers(line)].map(
        ([name, written]) => `${JSON.stringify(name)}:${structured(written, structures.get(name) ?? {})}`,
      );
      return `{${members.join(',')}}\n`;
    },
    end: () => '',
  };
}

/** One record of its line, without a line break. */
export function shapedLine(line: string, shape: LineShape | undefined): string {
  return shape === undefined ? line : `${shape.take(line)}${shape.end()}`.trimEnd();
}

/** What the shape makes of the lines of a stream, a piece at a time. */
export async function* shapedLines(chunks: AsyncIterable<Buffer>, shape: LineShape): AsyncGenerator<Buffer> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = decoder.write(chunk).split('\n');
    lines[0] = `${rest}${lines[0]}`;
    rest = lines.pop() ?? '';
    const made = lines.map((line) => shape.take(line)).join('');
    if (made !== '') yield Buffer.from(made);
  }
  const last = shape.end();
  if (last !== '') yield Buffer.from(last);
}
