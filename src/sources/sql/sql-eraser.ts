import {
  type BatchOutcome,
  type ErasableCollection,
  type ErasedSubject,
  type Eraser,
  type KeptScope,
  type KnownIdentifiers,
  type OfficeCalendar,
  type PlannedRows,
  type RecordKey,
  type RemainingRows,
  type RetainedRows,
  type Statements,
} from '../erasing.js';
import { type CompiledErasing, type CompiledErasure } from './compiled-erasing.js';
import { asUnavailable } from './failure-sentence.js';
import { scopesParameter } from './kept-scopes.js';
import { answerOf, piecesOf } from './looking.js';
import { arrayLiteral, BEFORE, EMAILS, knownSetting, makeSettings, TODAY, ZONE } from './settings.js';
import { addressesOf, type PersonSearch, type SqlSource } from './sql-source.js';

/** One person in one PostgreSQL source, for erasing. What rows taught once stays known for as long as it lives. */
export class SqlEraser implements Eraser {
  readonly source: string;
  readonly collections: readonly ErasableCollection[];
  private readonly settings: Readonly<Record<string, string>>;

  /** @param known what the person's rows teach, and those given */
  constructor(
    private readonly sql: SqlSource,
    private readonly subject: ErasedSubject,
    private readonly erasure: CompiledErasure,
    private known: KnownIdentifiers,
    before: Date | undefined,
    calendar: OfficeCalendar,
  ) {
    this.source = sql.id;
    this.collections = [...erasure.collections.values()].map(({ erasable }) => erasable);
    this.settings = {
      ...erasure.predicates.constants.all(),
      [TODAY]: calendar.today(),
      [ZONE]: calendar.zone,
      ...(before === undefined ? {} : { [BEFORE]: before.toISOString() }),
    };
  }

  async learn(): Promise<KnownIdentifiers> {
    return answerOf(this.source, await this.search(), {}, () => Promise.resolve(this.known));
  }

  async plan(kept: readonly KeptScope[]): Promise<PlannedRows[]> {
    return answerOf(this.source, await this.search(), this.settings, async (client) => {
      const planned: PlannedRows[] = [];
      for (const { collection, erasable, plan, count } of this.erasure.collections.values()) {
        const scopes = scopesParameter(collection, this.erasure.predicates, kept);
        const { rows: answer } = await (scopes === undefined && count !== undefined
          ? client.query<PlanRow>(count)
          : client.query<PlanRow>(plan, [scopes ?? '[]']));
        const { rows = 0, held = {}, retained = [] } = answer[0] ?? {};
        const holding = kept.flatMap(({ hold, category }, place) => {
          const within = held[place];
          return within === undefined ? [] : [{ hold, category, rows: within }];
        });
        planned.push({
          ...erasable,
          rows,
          held: holding,
          retentions: retentionsOf(erasable, rows, retained),
        });
      }
      return planned;
    });
  }

  async *keys(collection: string, most: number): AsyncGenerator<readonly RecordKey[]> {
    const { keys } = this.compiled(collection);
    yield* piecesOf(this.source, await this.search(), this.settings, keys, most);
  }

  async eraseBatch(
    statements: Statements,
    id: string,
    keys: readonly RecordKey[],
    kept: readonly KeptScope[],
    named = false,
  ): Promise<BatchOutcome> {
    const { collection, batch, freeBatch } = this.compiled(id);
    if (batch === undefined) throw new Error(`Rows of ${id} in ${this.source} are not erased by batches.`);
    const scopes = scopesParameter(collection, this.erasure.predicates, kept);
    try {
      await makeSettings(statements, { ...this.settings, ...this.personSettings() });
      const given = [JSON.stringify(keys), named];
      const [outcome] = await (scopes === undefined && freeBatch !== undefined
        ? statements.query<BatchOutcome>(freeBatch, given)
        : statements.query<BatchOutcome>(batch, [...given, scopes ?? '[]']));
      return outcome ?? { deleted: 0, cleared: 0, kept: [] };
    } catch (error) {
      throw asUnavailable(this.source, error, 'erased in');
    }
  }

  async remaining(kept: readonly KeptScope[]): Promise<RemainingRows[]> {
    return answerOf(this.source, await this.search(), this.settings, async (client) => {
      const found: RemainingRows[] = [];
      for (const { collection, remaining } of this.erasure.collections.values()) {
        if (remaining === undefined) continue;
        const scopes = scopesParameter(collection, this.erasure.predicates, kept);
        const { rows } = await client.query<{ rows: number }>(remaining, [scopes ?? '[]']);
        found.push({ collection: collection.id, rows: rows[0]?.rows ?? 0 });
      }
      return found;
    });
  }

  private async search(): Promise<PersonSearch> {
    const search = await this.sql.search({ ...this.subject, known: this.known });
    this.known = search.known;
    return search;
  }

  private personSettings(): Record<string, string> {
    const settings: Record<string, string> = { [EMAILS]: arrayLiteral(addressesOf(this.subject)) };
    for (const [name, values] of Object.entries(this.known))
      settings[knownSetting(name)] = arrayLiteral(values);
    return settings;
  }

  private compiled(id: string): CompiledErasing {
    const found = this.erasure.collections.get(id);
    if (found === undefined) throw new Error(`The source ${this.source} has no collection ${id}.`);
    return found;
  }
}

interface PlanRow {
  readonly rows: number;
  readonly held?: Readonly<Record<number, number>>;
  readonly retained?: readonly { readonly until: string | null; readonly rows: number }[];
}

/** What is kept without an end is kept as a whole. */
function retentionsOf(
  { action }: ErasableCollection,
  rows: number,
  dated: NonNullable<PlanRow['retained']>,
): RetainedRows[] {
  if (action === 'retain') return rows === 0 ? [] : [{ rows }];
  return dated.map(({ until, rows: kept }) => (until === null ? { rows: kept } : { until, rows: kept }));
}
