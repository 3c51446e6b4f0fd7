import { erasableOf, retentionsOf } from '../engine/erasable-collection.js';
import { eraseOrder } from '../engine/erase-order.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { heldNames } from '../files/named-files.js';
import { inTurn } from '../engine/in-turn.js';
import { namingRows, ownersOf } from '../engine/naming-rows.js';
import { presentMap } from '../engine/present-map.js';
import { scopesOn } from '../engine/scopes-on.js';
import {
  type BatchOutcome,
  type ErasableCollection,
  type ErasedSubject,
  type Eraser,
  type ErasureAction,
  type ErasureScope,
  type FoundKeys,
  type KeptScope,
  type KnownIdentifiers,
  type NamingRow,
  type OfficeCalendar,
  type PlannedRows,
  type RecordKey,
  type RemainingRows,
  type Statements,
} from '../erasing.js';
import { type Snapshot } from '../snapshot.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { datedRetention, emptiedKeys, erasingRule } from '../map/erased-columns.js';
import { foundValuesStatement, leftOf } from './emptied-rows.js';
import { eraseBatch } from './erase-batch.js';
import { type ErasedRows } from './erased-rows.js';
import { daysStatement, keysStatement, planStatement, remainingStatement } from './look-statements.js';
import { answerOf, namedPiecesOf, piecesOf } from './looking.js';
import { type MariaClient } from './maria-client.js';
import { MariaPredicates } from './maria-predicates.js';
import { type MariaSchema } from './maria-schema.js';
import { type MariaSearch } from './maria-search.js';
import { type MariaSource } from './maria-source.js';
import { namingStatement } from './naming-statement.js';
import { soughtPerson } from './sought-person.js';

/** Values that are looked into together. */
const PIECE = 200;

/**
 * One person in one MariaDB source, for erasing. What rows taught once stays known for as long as it lives.
 *
 * `eraseBatch` locks the rows of the batch and looks at them as they are by then, then deletes and clears them by their keys, in
 * the transaction that it is given. Its `Statements` run by the prepared protocol on one connection, whose transaction has
 * read nothing before where it is of REPEATABLE READ. The session is made strict first, so that nothing is cut to fit, counts
 * in UTC, and gives up after some time; these settings stay when the transaction is over.
 */
export class MariaEraser implements Eraser {
  readonly source: string;
  readonly collections: readonly ErasableCollection[];
  private readonly ordered: ReadonlyMap<
    string,
    { readonly collection: Collection; readonly erasable: ErasableCollection }
  >;
  private readonly map: DataMap;
  /** What the person's rows taught, and what was given; absent until the first look. */
  private known?: KnownIdentifiers;

  /** @param live fits the map, and lets rows be erased (see `eraseMismatches`) */
  constructor(
    private readonly maria: MariaSource,
    private readonly subject: ErasedSubject,
    private readonly live: MariaSchema,
    private readonly scope: ErasureScope,
    private readonly calendar: OfficeCalendar,
  ) {
    this.source = maria.id;
    this.map = presentMap(maria.map, live);
    const ordered = eraseOrder(this.map, live).map((collection) => ({
      collection,
      erasable: erasableOf(this.map, collection, scope),
    }));
    this.ordered = new Map(ordered.map((each) => [each.collection.id, each]));
    this.collections = ordered.map(({ erasable }) => erasable);
  }

  async learn(): Promise<KnownIdentifiers> {
    return this.known ?? this.look(() => Promise.resolve(this.known ?? {}));
  }

  plan(kept: readonly KeptScope[]): Promise<PlannedRows[]> {
    const all = [...this.ordered.values()];
    return this.look((search) => inTurn(all, ({ collection }) => this.planned(search, collection, kept)));
  }

  async held(kept: readonly KeptScope[], action: ErasureAction): Promise<PlannedRows[]> {
    const some = [...this.ordered.values()].filter(
      ({ collection, erasable }) => erasable.action === action && scopesOn(collection, kept).length > 0,
    );
    if (some.length === 0) return [];
    const planned = await this.look((search) =>
      inTurn(some, ({ collection }) => this.planned(search, collection, kept)),
    );
    return planned.filter(({ held }) => held.some(({ rows }) => rows > 0));
  }

  async *keys(ids: readonly string[], most: number): AsyncGenerator<FoundKeys> {
    if (ids.length === 0) return;
    const collections = ids.map((id) => this.found(id).collection);
    try {
      const search = await this.search();
      const selects = collections.map((each) => [each.id, keysStatement(this.rowsOf(each, search))] as const);
      for await (const [collection, keys] of namedPiecesOf(this.source, search.client, selects, most))
        yield { collection, keys };
    } catch (error) {
      this.maria.misfitted();
      throw error;
    }
  }

  async eraseBatch(
    statements: Statements,
    id: string,
    keys: readonly RecordKey[],
    kept: readonly KeptScope[],
    named = false,
  ): Promise<BatchOutcome> {
    const { collection } = this.found(id);
    if (erasingRule(collection) === undefined)
      throw new Error(`Rows of ${id} in ${this.source} are not erased by batches.`);
    const known = await this.learn();
    const person = soughtPerson(this.source, { ...this.subject, known }, this.scope.begun);
    try {
      return await eraseBatch(statements, this.rowsOf(collection, { person }), keys, kept, named);
    } catch (error) {
      this.maria.misfitted();
      throw asUnavailable(this.source, error, 'erase');
    }
  }

  async snapshot(): Promise<Snapshot> {
    return this.maria.snapshotOf(await this.search());
  }

  async rowsNaming(id: string, paths: readonly string[]): Promise<ReadonlyMap<string, readonly NamingRow[]>> {
    const { collection } = this.found(id);
    const names = heldNames(collection, paths);
    if (names.size === 0) return new Map();
    const owners = ownersOf(this.map, collection);
    const rows = await this.look(({ client, map, live, person }) =>
      client.rows(
        namingStatement(collection, new MariaPredicates(map, live, person), owners, [...names.keys()]),
      ),
    );
    const found = rows.map((row) => row.map((part) => part ?? ''));
    return namingRows(found, names, collection, owners);
  }

  async remaining(kept: readonly KeptScope[]): Promise<RemainingRows[]> {
    const ask = (search: MariaSearch) =>
      inTurn([...this.ordered.values()], async ({ collection }): Promise<RemainingRows | undefined> => {
        const statement = remainingStatement(this.rowsOf(collection, search), scopesOn(collection, kept));
        if (statement === undefined) return undefined;
        const [answer] = await search.client.rows(statement);
        return { collection: collection.id, rows: Number(answer?.[0] ?? 0) };
      });
    const found = await this.look(ask, true);
    return inTurn(
      found.filter((each) => each !== undefined),
      async ({ collection, rows }) => ({ collection, rows: rows + (await this.unemptied(collection, kept)) }),
    );
  }

  /** Rows of whose values something is left to empty. */
  private async unemptied(id: string, kept: readonly KeptScope[]): Promise<number> {
    const { collection } = this.found(id);
    if (emptiedKeys(collection).length === 0) return 0;
    const search = await this.search();
    const of = this.rowsOf(collection, search);
    const statement = foundValuesStatement(of, kept);
    let rows = 0;
    for await (const piece of piecesOf(this.source, search.client, statement, PIECE))
      rows += piece.filter(([name = '', value = '']) => leftOf(of, name, value) !== undefined).length;
    return rows;
  }

  private async planned(
    search: MariaSearch,
    collection: Collection,
    kept: readonly KeptScope[],
  ): Promise<PlannedRows> {
    const rows = this.rowsOf(collection, search);
    const { erasable } = this.found(collection.id);
    const scopes = scopesOn(collection, kept);
    const [answer] = await search.client.rows(planStatement(rows, scopes));
    const [count = 0, ...within] = (answer ?? []).map(Number);
    const held = scopes.flatMap(({ scope: { hold, category } }, place) => {
      const many = within[place] ?? 0;
      return many === 0 ? [] : [{ hold, category, rows: many }];
    });
    const days = datedRetention(collection) === undefined ? [] : await daysOf(search.client, rows);
    return { ...erasable, rows: count, held, retentions: retentionsOf(collection, count, days) };
  }

  /** One answer, as of one instant. @param anew learns also where this eraser knows already */
  private async look<T>(ask: (search: MariaSearch) => Promise<T>, anew = false): Promise<T> {
    const search = await this.search(anew);
    try {
      return await answerOf(this.source, search.client, () => ask(search));
    } catch (error) {
      this.maria.misfitted();
      throw error;
    }
  }

  private async search(anew = false): Promise<MariaSearch> {
    const { live, known, scope } = this;
    const search = await this.maria.search(
      { ...this.subject, known: known ?? this.subject.known },
      { live, begun: scope.begun, known: known !== undefined && !anew },
    );
    this.known = Object.fromEntries([...search.person.known].map(([name, values]) => [name, [...values]]));
    return search;
  }

  private rowsOf(collection: Collection, { person }: Pick<MariaSearch, 'person'>): ErasedRows {
    const { map, live, scope, calendar } = this;
    return { map, live, collection, predicates: new MariaPredicates(map, live, person), scope, calendar };
  }

  private found(id: string) {
    const found = this.ordered.get(id);
    if (found === undefined) throw new Error(`The source ${this.source} has no collection ${id}.`);
    return found;
  }
}

async function daysOf(client: MariaClient, rows: ErasedRows) {
  const days = await client.rows(daysStatement(rows));
  return days.map(([until, many]) => ({ until: until ?? null, rows: Number(many) }));
}
