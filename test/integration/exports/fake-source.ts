import { Readable } from 'node:stream';
import { type CollectionView, type Snapshot } from '../../../src/sources/snapshot.js';
import { type AskedSource } from '../../../src/exports/bundle/bundle-facts.js';

const titles = (text: string) => ({ ar: `${text} (ar)`, fr: `${text} (fr)`, en: text });

export type Row = Readonly<Record<string, string | number | boolean | null | object>>;

export function view(
  id: string,
  fields: readonly string[],
  more: Partial<CollectionView> = {},
): CollectionView {
  return {
    id,
    title: titles(`Kind ${id}`),
    category: 'content',
    fields: fields.map((name) => ({ name, title: titles(`Title ${name}`), category: 'content' })),
    withheld: [],
    ...more,
  };
}

/** A source whose records are given, or made one by one, so that a large one takes no memory. */
export function fakeSource(
  id: string,
  collections: readonly { view: CollectionView; rows: Iterable<Row>; count: number }[],
): AskedSource {
  const found = (name: string) => {
    const collection = collections.find((one) => one.view.id === name);
    if (collection === undefined) throw new Error(name);
    return collection;
  };
  const snapshot: Snapshot = {
    collections: collections.map((collection) => collection.view),
    count: async (name) => found(name).count,
    read: (name) => {
      const { view: shape, rows } = found(name);
      const names = shape.fields.map((field) => field.name);
      return Readable.from(jsonLines(names, rows), { objectMode: false });
    },
    close: async () => undefined,
  };
  return { id, title: titles(`Source ${id}`), snapshot };
}

function* jsonLines(names: readonly string[], rows: Iterable<Row>): Generator<Buffer> {
  for (const row of rows) {
    yield Buffer.from(`${JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name]])))}\n`);
  }
}
