import { escapeIdentifier as quote } from 'pg';
import { type Collection, type DataMap } from '../map/data-map.js';
import { UNCONFIRMED_FIELD } from '../map/unconfirmed-field.js';
import { mayBeUnconfirmed, usesOf, viewOf } from '../engine/collection-view.js';
import { shapeOf } from '../engine/shaped-lines.js';
import { type LineShape } from '../engine/line-shape.js';
import { type Lesson } from '../engine/learning.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { type CollectionView } from '../snapshot.js';
import { jsonValue } from './column-values.js';
import { entryColumns } from './entry-columns.js';
import { type AddressReach, Predicates } from './predicates.js';

/** The statements of one collection. */
export interface CompiledCollection {
  readonly view: CollectionView;
  readonly count: string;
  readonly ndjson: string;
  /** Makes records of the lines; each reading has one of its own. */
  readonly shape: () => LineShape | undefined;
}

/** A statement whose answers (`value`) are identifiers of the person. */
export interface CompiledLesson extends Lesson {
  readonly sql: string;
}

/** A data map as statements for one live schema. They read the settings named in `settings.ts`, and hold no values. */
export interface CompiledMap {
  readonly collections: ReadonlyMap<string, CompiledCollection>;
  readonly lessons: readonly CompiledLesson[];
  readonly identifiers: readonly string[];
  readonly constants: Readonly<Record<string, string>>;
}

/**
 * @param live has every table and column that the map names (see `mapMismatches`)
 */
export function compileMap(map: DataMap, live: LiveSchema, reach: AddressReach = {}): CompiledMap {
  const predicates = new Predicates(map, live, reach);
  const lessons = map.collections.flatMap((collection) => lessonsOf(map, collection, predicates));
  return {
    collections: new Map(
      map.collections.map((given) => [given.id, compileCollection(map, given, predicates)]),
    ),
    lessons,
    identifiers: [...new Set(lessons.map(({ identifier }) => identifier))],
    constants: predicates.constants.all(),
  };
}

function lessonsOf(map: DataMap, collection: Collection, predicates: Predicates): CompiledLesson[] {
  return collection.learns.map(({ identifier, column, where }) => {
    const taught = `t.${quote(column)}`;
    const rows = [
      predicates.confirmed(collection),
      ...predicates.conditions(collection, where),
      `${taught} IS NOT NULL`,
    ];
    return {
      collection: collection.id,
      identifier,
      sql: `SELECT DISTINCT ${taught}::text AS value FROM ${predicates.table(collection)} t WHERE ${rows.join(' AND ')}`,
      uses: usesOf(map, collection),
    };
  });
}

function compileCollection(map: DataMap, collection: Collection, predicates: Predicates): CompiledCollection {
  const unconfirmed = mayBeUnconfirmed(map, collection);
  const rows = `WHERE ${predicates.reached(collection)}`;
  const { entries } = collection;
  const asked = entries === undefined ? undefined : entryColumns(collection, entries, predicates);
  const key = collection.key.map((column) => `t.${quote(column)}`);
  const order = `ORDER BY ${[...(asked?.order ?? []), ...key].join(', ')}`;
  const from = `FROM ${predicates.table(collection)} t${joinsOf(collection, predicates)}`;
  const outputs = [...(asked?.outputs ?? []), ...outputsOf(collection, predicates, unconfirmed)];
  const select = `SELECT ${outputs.join(', ')} ${from} ${rows} ${order}`;
  return {
    view: viewOf(collection, unconfirmed),
    count: `SELECT ${asked?.count ?? 'count(*)'} AS count FROM ${predicates.table(collection)} t ${rows}`,
    ndjson: `SELECT row_to_json(r) FROM (${select}) r`,
    shape: () => shapeOf(collection, unconfirmed),
  };
}

/** The join's key is unique (see `mapMismatches`), so a look-up never doubles a record. */
export function joinsOf(collection: Collection, predicates: Predicates): string {
  return collection.joins
    .map((join) => {
      const alias = quote(`j_${join.name}`);
      return ` LEFT JOIN ${predicates.table(join)} ${alias} ON ${alias}.${quote(join.key)} = t.${quote(join.column)}`;
    })
    .join('');
}

export function outputsOf(collection: Collection, predicates: Predicates, unconfirmed: boolean): string[] {
  const outputs = collection.fields.map((field) => {
    const join = collection.joins.find(({ name }) => name === field.join);
    const alias = join === undefined ? 't' : quote(`j_${join.name}`);
    const column = predicates.column(join ?? collection, field.column);
    return `${jsonValue(`${alias}.${quote(field.column)}`, column)} AS ${quote(field.name)}`;
  });
  if (unconfirmed) {
    outputs.push(`(${predicates.confirmed(collection)} IS NOT TRUE) AS ${quote(UNCONFIRMED_FIELD.name)}`);
  }
  return outputs;
}
