import { type PoolClient } from 'pg';
import {
  type BatchOutcome,
  type ErasableCollection,
  type ErasedSubject,
  type ErasureAction,
  type ErasureScope,
  type Eraser,
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
import { type CompiledErasing, type CompiledErasure } from './compiled-erasing.js';
import { addressesOf } from '../engine/addresses-of.js';
import { retentionsOf } from '../engine/erasable-collection.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { heldNames } from '../files/named-files.js';
import { type Snapshot } from '../snapshot.js';
import { inTurn } from '../engine/in-turn.js';
import { namingRows, ownersOf } from '../engine/naming-rows.js';
import { tidied } from '../engine/batch-outcome.js';
import { leftOf, withLeftValues } from './emptying.js';
import { type FittedMap } from './fitted-map.js';
import { scopesParameter } from './kept-scopes.js';
import { answerOf, namedPiecesOf, piecesOf } from './looking.js';
import {
  arrayLiteral,
  BEFORE,
  EMAILS,
  knownSetting,
  makeSettings,
  reachSettings,
  SCOPES,
  TODAY,
  ZONE,
} from './settings.js';
import { SqlSnapshot } from './sql-snapshot.js';
import { apartIn, type PersonSearch, type SqlSource } from './sql-source.js';

/** Values that are looked into together. */
const PIECE = 200;

/** One person in one PostgreSQL source, for erasing. What rows taught once stays known for as long as it lives. */
export class SqlEraser implements Eraser {
  readonly source: string;
  readonly collections: readonly ErasableCollection[];
  private readonly erasure: CompiledErasure;
  private readonly settings: Readonly<Record<string, string>>;
  /** What the person's rows taught, and what was given; absent until the first look. */
  private known?: KnownIdentifiers;

  constructor(
    private readonly sql: SqlSource,
    private readonly subject: ErasedSubject,
    private readonly fitted: FittedMap,
    private readonly scope: ErasureScope,
    calendar: OfficeCalendar,
  ) {
    this.source = sql.id;
    this.erasure = fitted.erasing(scope, apartIn(sql.id, subject));
    this.collections = [...this.erasure.collections.values()].map(({ erasable }) => erasable);
    const { begun, before } = scope;
    this.settings = {
      ...this.erasure.predicates.constants.all(),
      [TODAY]: calendar.today(),
      [ZONE]: calendar.zone,
      ...(before === undefined ? {} : { [BEFORE]: before.toISOString() }),
      ...reachSettings(sql.id, subject, begun),
    };
  }

  async learn(): Promise<KnownIdentifiers> {
    return this.known ?? this.look(({ known }) => Promise.resolve(known));
  }

  async plan(kept: readonly KeptScope[]): Promise<PlannedRows[]> {
    const all = [...this.erasure.collections.values()];
    return this.look(({ client }) => inTurn(all, (each) => this.planned(client, each, kept)));
  }

  async held(kept: readonly KeptScope[], action: ErasureAction): Promise<PlannedRows[]> {
    const { collections, predicates } = this.erasure;
    const some = [...collections.values()].filter(
      ({ collection, erasable }) =>
        erasable.action === action && scopesParameter(collection, predicates, kept) !== undefined,
    );
    if (some.length === 0) return [];
    const planned = await this.look(({ client }) => inTurn(some, (each) => this.planned(client, each, kept)));
    return planned.filter(({ held }) => held.some(({ rows }) => rows > 0));
  }

  async *keys(ids: readonly string[], most: number): AsyncGenerator<FoundKeys> {
    if (ids.length === 0) return;
    const selects = ids.map((id) => [id, this.compiled(id).keys] as const);
    try {
      const found = namedPiecesOf(this.source, await this.search(), this.settings, selects, most);
      for await (const [collection, keys] of found) yield { collection, keys };
    } catch (error) {
      this.sql.misfitted();
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
    const { collection, batch, freeBatch, peel, recounts, emptying } = this.compiled(id);
    if (batch === undefined) throw new Error(`Rows of ${id} in ${this.source} are not erased by batches.`);
    const scopes = scopesParameter(collection, this.erasure.predicates, kept);
    await this.learn();
    try {
      await makeSettings(statements, { ...this.settings, ...this.personSettings() });
      const rows = emptying === undefined ? keys : await withLeftValues(statements, emptying, keys);
      const given = [JSON.stringify(rows), named];
      const counted = await inTurn(recounts, async ({ counted: select, recount }) => {
        const under = await statements.query<{ counted: string }>(select, [given[0]]);
        return { recount, under: under.map((row) => row.counted) };
      });
      const peeled = peel === undefined ? [] : await rowsPeeled(statements, peel, [...given, scopes ?? '[]']);
      const [outcome] = await (scopes === undefined && freeBatch !== undefined
        ? statements.query<BatchOutcome>(freeBatch, given)
        : statements.query<BatchOutcome>(batch, [...given, scopes ?? '[]']));
      const done = withPeeled(outcome ?? { deleted: 0, cleared: 0, kept: [] }, peeled);
      if (done.deleted > 0) await inTurn(counted, ({ recount, under }) => statements.query(recount, [under]));
      return tidied(done);
    } catch (error) {
      this.sql.misfitted();
      throw asUnavailable(this.source, error, 'erase');
    }
  }

  async snapshot(): Promise<Snapshot> {
    const { client, map } = await this.search();
    return new SqlSnapshot(this.source, client, map);
  }

  async rowsNaming(id: string, paths: readonly string[]): Promise<ReadonlyMap<string, readonly NamingRow[]>> {
    const { collection, naming } = this.compiled(id);
    if (naming === undefined) throw new Error(`Rows of ${id} name no files.`);
    const names = heldNames(collection, paths);
    const rows = await this.look(async ({ client }) => {
      const answer = await client.query<{ parts: string[] }>(naming, [[...names.keys()]]);
      return answer.rows;
    });
    const found = rows.map(({ parts }) => parts);
    return namingRows(found, names, collection, ownersOf(this.sql.map, collection));
  }

  async remaining(kept: readonly KeptScope[]): Promise<RemainingRows[]> {
    const all = [...this.erasure.collections.values()];
    const ask = ({ client }: PersonSearch) =>
      inTurn(all, async ({ collection, remaining }): Promise<RemainingRows | undefined> => {
        if (remaining === undefined) return undefined;
        const scopes = scopesParameter(collection, this.erasure.predicates, kept);
        const { rows } = await client.query<{ rows: number }>(remaining, [scopes ?? '[]']);
        return { collection: collection.id, rows: rows[0]?.rows ?? 0 };
      });
    const found = await this.look(ask, true);
    return inTurn(
      found.filter((each) => each !== undefined),
      async ({ collection, rows }) => ({ collection, rows: rows + (await this.unemptied(collection, kept)) }),
    );
  }

  /** Rows of whose values something is left to empty. */
  private async unemptied(id: string, kept: readonly KeptScope[]): Promise<number> {
    const { collection, emptying } = this.compiled(id);
    if (emptying === undefined) return 0;
    const scopes = scopesParameter(collection, this.erasure.predicates, kept) ?? '[]';
    const settings = { ...this.settings, [SCOPES]: scopes };
    let rows = 0;
    for await (const piece of piecesOf(this.source, await this.search(), settings, emptying.found, PIECE))
      rows += piece.filter(([name = '', value = '']) => leftOf(collection, name, value).length > 0).length;
    return rows;
  }

  private async planned(
    client: PoolClient,
    { collection, erasable, plan, count }: CompiledErasing,
    kept: readonly KeptScope[],
  ): Promise<PlannedRows> {
    const scopes = scopesParameter(collection, this.erasure.predicates, kept);
    const { rows: answer } = await (scopes === undefined && count !== undefined
      ? client.query<PlanRow>(count)
      : client.query<PlanRow>(plan, [scopes ?? '[]']));
    const { rows = 0, held = {}, retained = [] } = answer[0] ?? {};
    const holding = kept.flatMap(({ hold, category }, place) => {
      const within = held[place];
      return within === undefined ? [] : [{ hold, category, rows: within }];
    });
    return { ...erasable, rows, held: holding, retentions: retentionsOf(collection, rows, retained) };
  }

  /** One answer, as of one instant. @param anew learns also where this eraser knows already */
  private async look<T>(ask: (search: PersonSearch) => Promise<T>, anew = false): Promise<T> {
    const search = await this.search(anew);
    try {
      return await answerOf(this.source, search, this.settings, () => ask(search));
    } catch (error) {
      this.sql.misfitted();
      throw error;
    }
  }

  private async search(anew = false): Promise<PersonSearch> {
    const { fitted, known, scope } = this;
    const subject = { ...this.subject, known: known ?? this.subject.known };
    const search = await this.sql.search(subject, {
      fitted,
      begun: scope.begun,
      known: known !== undefined && !anew,
    });
    this.known = search.known;
    return search;
  }

  private personSettings(): Record<string, string> {
    const settings: Record<string, string> = { [EMAILS]: arrayLiteral(addressesOf(this.subject)) };
    for (const [name, values] of Object.entries(this.known ?? {}))
      settings[knownSetting(name)] = arrayLiteral(values);
    return settings;
  }

  private compiled(id: string): CompiledErasing {
    const found = this.erasure.collections.get(id);
    if (found === undefined) throw new Error(`The source ${this.source} has no collection ${id}.`);
    return found;
  }
}

/** Deletes to which no row refers, again until there are none. @returns the keys of those that are gone */
async function rowsPeeled(
  statements: Statements,
  peel: string,
  given: readonly unknown[],
): Promise<RecordKey[]> {
  const gone: RecordKey[] = [];
  for (;;) {
    const [outcome] = await statements.query<BatchOutcome>(peel, given);
    const some = outcome?.byKey?.deleted ?? [];
    if (some.length === 0) return gone;
    gone.push(...some);
  }
}

function withPeeled(outcome: BatchOutcome, peeled: readonly RecordKey[]): BatchOutcome {
  if (peeled.length === 0) return outcome;
  const { deleted, cleared } = outcome.byKey ?? { deleted: [], cleared: [] };
  const byKey = { deleted: [...peeled, ...deleted], cleared };
  return { ...outcome, deleted: outcome.deleted + peeled.length, byKey };
}

interface PlanRow {
  readonly rows: number;
  readonly held?: Readonly<Record<number, number>>;
  readonly retained?: readonly { readonly until: string | null; readonly rows: number }[];
}
