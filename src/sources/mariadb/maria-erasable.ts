import { asUnavailable } from '../engine/failure-sentence.js';
import { eraseMismatches } from '../engine/erase-mismatches.js';
import { identifierOf, identifyingColumns } from '../engine/identifying-columns.js';
import {
  type ErasableSource,
  type ErasedSubject,
  type Eraser,
  type ErasureScope,
  type IdentifyingColumn,
  type OfficeCalendar,
  type RestrictedColumns,
  type Statements,
} from '../erasing.js';
import { type RecordedFiles } from '../files/recorded-files.js';
import { type RemoteWriter } from '../remote-writer.js';
import { type Finding, finding } from '../finding.js';
import { type Collection } from '../map/data-map.js';
import { isAbsent, presentMap } from '../engine/present-map.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { HOLDING } from './holding.js';
import { piecesOf } from './looking.js';
import { MariaEraser } from './maria-eraser.js';
import { MariaRestricted } from './maria-restricted.js';
import { MariaPredicates } from './maria-predicates.js';
import { type MariaSource } from './maria-source.js';
import { folded } from './matches.js';
import { either, joined, named, type Sql, sql } from './sql-text.js';
import { bytesOf } from './values.js';
import { writeMismatches } from './write-mismatches.js';

/** Values read in one piece. */
const PIECE = 5000;

/** Where nobody knows the day, no retention ends. */
const ENDLESS: OfficeCalendar = { zone: 'UTC', today: () => '0001-01-01' };

/** A MariaDB source that is erased in by the rules of its map. */
export class MariaErasable implements ErasableSource {
  /** @param maria reads by a user that may only read; batches run on the connection that `eraseBatch` is given */
  constructor(
    private readonly maria: MariaSource,
    private readonly calendar: OfficeCalendar = ENDLESS,
    readonly writer?: RemoteWriter,
    readonly files?: RecordedFiles,
  ) {}

  get id(): string {
    return this.maria.id;
  }

  async eraser(subject: ErasedSubject, scope: ErasureScope): Promise<Eraser> {
    const live = await this.maria.schema();
    const mismatches = eraseMismatches(presentMap(this.maria.map, live), live, HOLDING);
    if (mismatches.length > 0) {
      this.maria.misfitted();
      throw new SourceUnavailable(this.id, finding('unerasable', { source: this.id }), ...mismatches);
    }
    return new MariaEraser(this.maria, subject, live, scope, this.calendar);
  }

  get restricts(): boolean {
    return this.maria.map.collections.some(({ restrict }) => restrict !== undefined);
  }

  async restricted(): Promise<RestrictedColumns> {
    const live = await this.maria.schema();
    return new MariaRestricted(this.id, presentMap(this.maria.map, live), live);
  }

  async writeMismatches(statements: Statements): Promise<Finding[]> {
    const live = await this.maria.schema();
    try {
      return await writeMismatches(statements, presentMap(this.maria.map, live), live);
    } catch (error) {
      throw asUnavailable(this.id, error, 'erase');
    }
  }

  identifyingColumns(): readonly IdentifyingColumn[] {
    return identifyingColumns(this.maria.map);
  }

  async *values(wanted: IdentifyingColumn): AsyncGenerator<readonly string[]> {
    const collection = this.maria.map.collections.find(({ id }) => id === wanted.collection);
    if (collection === undefined)
      throw new Error(`The source ${this.id} has no collection ${wanted.collection}.`);
    if (isAbsent(collection, await this.maria.schema())) return;
    const { client, map, live, person } = await this.maria.search({ emails: [] }, { known: true });
    const select = valuesStatement(collection, wanted, new MariaPredicates(map, live, person));
    for await (const piece of piecesOf(this.id, client, select, PIECE)) {
      yield piece.flatMap(([value]) => (value === undefined ? [] : [value]));
    }
  }
}

/** Addresses as they compare, all else as it is; only of rows for which the value leads to anybody. */
function valuesStatement(
  collection: Collection,
  { column: name, identifier }: IdentifyingColumn,
  predicates: MariaPredicates,
): Sql {
  const held = named('t', name);
  const column = predicates.column(collection, name);
  const ways = collection.leads
    .filter((lead) => lead.column === name && identifierOf(lead) === identifier)
    .map(({ where }) => joined([sql`TRUE`, ...predicates.conditions(collection, where)], ' AND '));
  const value = identifier === 'address' ? folded(held, column) : bytesOf(held, column);
  return sql`SELECT DISTINCT ${value} FROM ${named(collection.table)} t
    WHERE ${held} IS NOT NULL AND ${either(ways.map((way) => sql`(${way})`))}`;
}
