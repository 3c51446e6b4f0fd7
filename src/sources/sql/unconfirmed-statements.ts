import { escapeIdentifier as quote } from 'pg';
import { disownable, viewOf } from '../engine/collection-view.js';
import { type LineShape } from '../engine/line-shape.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { shapeOf } from '../engine/shaped-lines.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { type CollectionView } from '../snapshot.js';
import { joinsOf, outputsOf } from './compiled-map.js';
import { givenRow } from './erase-statement.js';
import { castable } from './erased-values.js';
import { type AddressReach, Predicates } from './predicates.js';

/** How rows of one collection are found that may be somebody else's. The statements read settings, and hold no values. */
export interface UnconfirmedStatements {
  readonly view: CollectionView;
  /** $1: how many. Rows of `key`, an array of texts, and `line`, in order. */
  readonly first: string;
  /** The same, $2 and on: a key, of which what follows is wanted. */
  readonly next: string;
  /** $1: keys. Rows of `key`, as it was given. */
  readonly among: string;
  readonly shape: () => LineShape | undefined;
}

export interface CompiledUnconfirmed {
  readonly collections: ReadonlyMap<string, UnconfirmedStatements>;
  readonly constants: Readonly<Record<string, string>>;
}

/** @param live has every table and column that the map names (see `mapMismatches`) */
export function compileUnconfirmed(
  map: DataMap,
  live: LiveSchema,
  reach: AddressReach = {},
): CompiledUnconfirmed {
  const predicates = new Predicates(map, live, reach);
  const compiled = disownable(map).map((each) => [each.id, compile(each, predicates)] as const);
  return { collections: new Map(compiled), constants: predicates.constants.all() };
}

function compile(collection: Collection, predicates: Predicates): UnconfirmedStatements {
  const key = collection.key.map((column) => `t.${quote(column)}`);
  const table = predicates.table(collection);
  const doubtful = `${predicates.reached(collection)} AND ${predicates.confirmed(collection)} IS NOT TRUE`;
  const after = collection.key.map((column, place) => {
    const { type } = predicates.column(collection, column);
    return `$${place + 2}::${castable(type)}`;
  });
  const page = (rows: string) => `
    SELECT jsonb_build_array(${key.map((part) => `${part}::text`).join(', ')}) AS key, row_to_json(r)::text AS line
    FROM ${table} t${joinsOf(collection, predicates)}
    CROSS JOIN LATERAL (SELECT ${outputsOf(collection, predicates, false).join(', ')}) r
    WHERE ${rows} ORDER BY ${key.join(', ')} LIMIT $1`;
  return {
    view: viewOf(collection, false),
    first: page(doubtful),
    next: page(`${doubtful} AND (${key.join(', ')}) > (${after.join(', ')})`),
    among: `SELECT DISTINCT g.given AS key FROM jsonb_array_elements($1::jsonb) AS g(given)
      JOIN ${table} t ON ${givenRow(collection, predicates)} WHERE ${doubtful}`,
    shape: () => shapeOf(collection, false),
  };
}
