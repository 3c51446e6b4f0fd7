import { fileColumn } from '../files/file-column.js';
import { type Collection, type DataMap } from './data-map.js';
import { fieldsOf } from './entry-fields.js';
import { staysUnsigned } from './erased-columns.js';

/** A rule of the format that one place of a map breaks. */
export interface MapProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the shapes of the single parts cannot say: names are unique, and refer to something. */
export function dataMapProblems(map: DataMap): MapProblem[] {
  const ids = map.collections.map(({ id }) => id);
  const tables = new Set(map.collections.map(({ table }) => table));
  return [
    ...repeated(ids, (index) => ['collections', index, 'id'], 'collection'),
    ...map.collections.flatMap((collection, index) => ownProblems(collection, ['collections', index])),
    ...map.collections.flatMap((collection, index) => leadProblems(map, collection, ['collections', index])),
    ...repeated(
      map.notMapped.map(({ table }) => table),
      (index) => ['notMapped', index, 'table'],
      'table',
    ),
    ...map.notMapped.flatMap(({ table }, index) =>
      tables.has(table)
        ? [
            {
              path: ['notMapped', index, 'table'],
              message: `expected a table that no collection reads, not "${table}"`,
            },
          ]
        : [],
    ),
  ];
}

function ownProblems(collection: Collection, at: MapProblem['path']): MapProblem[] {
  const joins = new Set(collection.joins.map(({ name }) => name));
  return [
    ...repeated(
      collection.joins.map(({ name }) => name),
      (index) => [...at, 'joins', index, 'name'],
      'join',
    ),
    ...collection.fields.flatMap(({ join }, index) => [
      ...(join !== undefined && !joins.has(join)
        ? [
            {
              path: [...at, 'fields', index, 'join'],
              message: `expected the name of a join of this collection, not "${join}"`,
            },
          ]
        : []),
    ]),
    ...columnsTwice(collection, at),
    ...filesProblems(collection, at),
  ];
}

/** Records name files by what bundles show of them. */
function filesProblems(collection: Collection, at: MapProblem['path']): MapProblem[] {
  const { files } = collection;
  if (files === undefined) return [];
  const names = new Set(fieldsOf(collection).map(({ name }) => name));
  const beside = files.beside.flatMap((text, index) => {
    const [field = ''] = text.split('.');
    const message = `expected the name of a field of this collection, not "${field}"`;
    return names.has(field) ? [] : [{ path: [...at, 'files', 'beside', index], message }];
  });
  const found = fileColumn(collection);
  if (found !== undefined) return [...beside, ...stayingFiles(collection, found.column, at)];
  const message = `expected a field of a column of this table, or an entry with a key, not "${files.path}"`;
  return [{ path: [...at, 'files', 'path'], message }, ...beside];
}

/** Files go once no row names them, so rows that stay must not go on naming them. */
function stayingFiles(collection: Collection, column: string, at: MapProblem['path']): MapProblem[] {
  const { files, fields, erase } = collection;
  const unsigned = staysUnsigned(collection);
  if (files?.erase !== 'delete' || (erase?.action !== 'clear' && !unsigned)) return [];
  const stays = unsigned || fields.some((field) => field.column === column && field.erase === 'keep');
  const message = 'expected strip, or a path that is cleared: the rows stay, and name their files on';
  return stays ? [{ path: [...at, 'files', 'erase'], message }] : [];
}

/** A column is handed out, withheld or not personal: one of the three. */
function columnsTwice(collection: Collection, at: MapProblem['path']): MapProblem[] {
  const given = new Set(
    collection.fields.filter(({ join }) => join === undefined).map(({ column }) => column),
  );
  const kept = new Set(collection.withheld.map(({ column }) => column));
  return [
    ...collection.withheld.flatMap(({ column }, index) =>
      given.has(column)
        ? [
            {
              path: [...at, 'withheld', index, 'column'],
              message: `expected a column that is no field, not "${column}"`,
            },
          ]
        : [],
    ),
    ...collection.notPersonal.flatMap((column, index) =>
      given.has(column) || kept.has(column)
        ? [
            {
              path: [...at, 'notPersonal', index],
              message: `expected a column that is neither field nor withheld, not "${column}"`,
            },
          ]
        : [],
    ),
  ];
}

function leadProblems(map: DataMap, collection: Collection, at: MapProblem['path']): MapProblem[] {
  const learned = new Set(
    map.collections.flatMap(({ learns }) => learns.map(({ identifier }) => identifier)),
  );
  const ids = new Set(map.collections.map(({ id }) => id));
  const teachesNothing =
    collection.learns.length > 0 &&
    collection.leads.every((lead) => lead.by === 'address' && lead.unconfirmed === true);
  return [
    ...(teachesNothing
      ? [
          {
            path: [...at, 'learns'],
            message: 'expected a lead that is confirmed: unconfirmed rows teach nothing',
          },
        ]
      : []),
    ...collection.leads.flatMap((lead, index) => {
      if (lead.by === 'identifier' && !learned.has(lead.identifier)) {
        const message = `expected an identifier that a collection learns, not "${lead.identifier}"`;
        return [{ path: [...at, 'leads', index, 'identifier'], message }];
      }
      if (lead.by !== 'membership') return [];
      const path = [...at, 'leads', index, 'collection'];
      if (!ids.has(lead.collection)) {
        return [{ path, message: `expected the id of a collection, not "${lead.collection}"` }];
      }
      return belongsTo(map, lead.collection).has(collection.id)
        ? [{ path, message: `expected no circle: "${lead.collection}" belongs to "${collection.id}"` }]
        : [];
    }),
  ];
}

/** The collection, and all that its rows belong to. */
function belongsTo(map: DataMap, id: string, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  const leads = map.collections.find((collection) => collection.id === id)?.leads ?? [];
  for (const lead of leads) if (lead.by === 'membership') belongsTo(map, lead.collection, found);
  return found;
}

/** Names that are there more than once. */
export function repeated(
  names: readonly string[],
  path: (index: number) => MapProblem['path'],
  what: string,
): MapProblem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: path(index), message: `expected a ${what} that is named once; "${name}" is there already` }]
      : [],
  );
}
