import { type Collection, type DataMap } from './data-map.js';
import { type MapProblem, repeated } from './data-map-problems.js';
import { type Entries, type EntryKey } from './entries-shape.js';
import { UNCONFIRMED_FIELD } from './unconfirmed-field.js';

type Path = MapProblem['path'];

/** What the shapes of fields and of key-value tables cannot say. */
export function fieldProblems(map: DataMap): MapProblem[] {
  return map.collections.flatMap((collection, index) => {
    const at = ['collections', index];
    return [...fieldNameProblems(collection, at), ...entriesProblems(collection, at)];
  });
}

function fieldNameProblems({ fields, entries }: Collection, at: Path): MapProblem[] {
  const named = [
    ...fields.map(({ name }, index) => ({ name, path: [...at, 'fields', index, 'name'] })),
    ...(entries?.keys ?? []).map(({ name }, index) => ({
      name,
      path: [...at, 'entries', 'keys', index, 'name'],
    })),
    ...(entries === undefined
      ? []
      : [{ name: entries.others.name, path: [...at, 'entries', 'others', 'name'] }]),
  ].filter(({ name }) => name !== undefined);
  return [
    ...repeated(
      named.map(({ name }) => name ?? ''),
      (index) => named[index]?.path ?? at,
      'field',
    ),
    ...named
      .filter(({ name }) => name === UNCONFIRMED_FIELD.name)
      .map(({ name, path }) => ({ path, message: `expected another name: ${name} is made by Athar` })),
  ];
}

function entriesProblems(collection: Collection, at: Path): MapProblem[] {
  const { entries, fields } = collection;
  const formats = [
    ...fields.map((field, index) => ({ ...field, path: [...at, 'fields', index] })),
    ...(entries?.keys ?? []).map((key, index) => ({ ...key, path: [...at, 'entries', 'keys', index] })),
  ];
  return [
    ...formats.flatMap(({ format, secret, path }) =>
      secret === undefined || format !== undefined
        ? []
        : [
            {
              path: [...path, 'secret'],
              message: 'expected a format as well: only what has structure has parts',
            },
          ],
    ),
    ...(entries === undefined
      ? fields.length > 0
        ? []
        : [{ path: [...at, 'fields'], message: 'expected a field, or entries' }]
      : problemsOf(collection, entries, at)),
  ];
}

function problemsOf(collection: Collection, entries: Entries, at: Path): MapProblem[] {
  const { fields, joins, withheld, notPersonal } = collection;
  const elsewhere = [...withheld.map(({ column }) => column), ...notPersonal];
  return [
    ...(['name', 'value'] as const).flatMap((part) =>
      elsewhere.includes(entries[part])
        ? [
            {
              path: [...at, 'entries', part],
              message: `expected a column that is neither withheld nor not personal, not "${entries[part]}"`,
            },
          ]
        : [],
    ),
    ...fields.flatMap(({ column, join }, index) =>
      join === undefined && column !== entries.of
        ? [
            {
              path: [...at, 'fields', index, 'column'],
              message: `expected ${entries.of}: other columns differ within a record`,
            },
          ]
        : [],
    ),
    ...joins.flatMap(({ column }, index) =>
      column === entries.of
        ? []
        : [
            {
              path: [...at, 'joins', index, 'column'],
              message: `expected ${entries.of}: other columns differ within a record`,
            },
          ],
    ),
    ...entries.keys.flatMap((key, index) => emptyingProblems(collection, entries, key, at, index)),
    ...entries.keys.flatMap(({ key, prefix }, index) =>
      entries.keys.findIndex((other) => other.key === key && other.prefix === prefix) < index
        ? [
            {
              path: [...at, 'entries', 'keys', index],
              message: `expected a key that is named once; "${key ?? prefix}" is there already`,
            },
          ]
        : [],
    ),
  ];
}

/** Members are emptied of values that stay; elsewhere the value goes as a whole. */
function emptyingProblems(
  { erase }: Collection,
  { value }: Entries,
  key: EntryKey,
  at: Path,
  index: number,
): MapProblem[] {
  if (key.erase === undefined) return [];
  const path = [...at, 'entries', 'keys', index, 'erase'];
  if (key.format !== 'php')
    return [{ path, message: 'expected format: php as well: only such values are emptied in part' }];
  if (erase?.action !== 'retain' || erase.for !== undefined) {
    const message = 'expected a collection with action: retain and without for: elsewhere values go whole';
    return [{ path, message }];
  }
  return value in erase.set || erase.unlink.includes(value)
    ? [
        {
          path,
          message: `expected no rule for ${value} under set or unlink: it empties the value as a whole`,
        },
      ]
    : [];
}
