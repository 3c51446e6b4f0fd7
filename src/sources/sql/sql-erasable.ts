import { escapeIdentifier as quote } from 'pg';
import { isAbsent } from '../engine/present-map.js';
import { identifierOf, identifyingColumns } from '../engine/identifying-columns.js';
import { presentMap } from '../engine/present-map.js';
import {
  type ErasableSource,
  type ErasedSubject,
  type Eraser,
  type ErasureScope,
  type IdentifyingColumn,
  type OfficeCalendar,
  type RestrictedColumns,
} from '../erasing.js';
import { type RecordedFiles } from '../files/recorded-files.js';
import { type Collection } from '../map/data-map.js';
import { finding } from '../finding.js';
import { type RemoteWriter } from '../remote-writer.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { piecesOf } from './looking.js';
import { folded, Predicates } from './predicates.js';
import { SqlEraser } from './sql-eraser.js';
import { SqlRestricted } from './sql-restricted.js';
import { type SqlSource } from './sql-source.js';

/** Values read in one piece. */
const PIECE = 5000;

/** Where nobody knows the day, no retention ends. */
const ENDLESS: OfficeCalendar = { zone: 'UTC', today: () => '-infinity' };

/** A PostgreSQL source that is erased in by the rules of its map. */
export class SqlErasable implements ErasableSource {
  constructor(
    private readonly sql: SqlSource,
    private readonly calendar: OfficeCalendar = ENDLESS,
    readonly writer?: RemoteWriter,
    readonly files?: RecordedFiles,
  ) {}

  get id(): string {
    return this.sql.id;
  }

  async eraser(subject: ErasedSubject, scope: ErasureScope): Promise<Eraser> {
    const fitted = await this.sql.fitted();
    const mismatches = fitted.eraseMismatches();
    if (mismatches.length > 0) {
      this.sql.misfitted();
      throw new SourceUnavailable(this.id, finding('unerasable', { source: this.id }), ...mismatches);
    }
    return new SqlEraser(this.sql, subject, fitted, scope, this.calendar);
  }

  get restricts(): boolean {
    return this.sql.map.collections.some(({ restrict }) => restrict !== undefined);
  }

  async restricted(): Promise<RestrictedColumns> {
    const { live } = await this.sql.fitted();
    return new SqlRestricted(this.id, presentMap(this.sql.map, live), live);
  }

  identifyingColumns(): readonly IdentifyingColumn[] {
    return identifyingColumns(this.sql.map);
  }

  async *values(wanted: IdentifyingColumn): AsyncGenerator<readonly string[]> {
    const collection = this.sql.map.collections.find(({ id }) => id === wanted.collection);
    if (collection === undefined)
      throw new Error(`The source ${this.id} has no collection ${wanted.collection}.`);
    const fitted = await this.sql.fitted();
    if (isAbsent(collection, fitted.live)) return;
    const search = await this.sql.search({ emails: [] }, { fitted, known: true });
    const predicates = new Predicates(this.sql.map, fitted.live);
    const select = valuesStatement(collection, wanted, predicates);
    for await (const piece of piecesOf(this.id, search, predicates.constants.all(), select, PIECE)) {
      yield piece.flatMap(([value]) => (value === undefined ? [] : [value]));
    }
  }
}

/** Addresses as they compare, all else as it is; only of rows for which the value leads to anybody. */
function valuesStatement(
  collection: Collection,
  { column, identifier }: IdentifyingColumn,
  predicates: Predicates,
): string {
  const held = `t.${quote(column)}`;
  const ways = collection.leads
    .filter((lead) => lead.column === column && identifierOf(lead) === identifier)
    .map(({ where }) => `(${['true', ...predicates.conditions(collection, where)].join(' AND ')})`);
  const value = identifier === 'address' ? folded(held) : `${held}::text`;
  return `SELECT DISTINCT ${value} FROM ${predicates.table(collection)} t
    WHERE ${held} IS NOT NULL AND (${ways.join(' OR ')})`;
}
