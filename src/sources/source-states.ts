import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { type Titles } from '../platform/i18n/locale.js';
import { type DataCategory } from '../policy/purposes.js';
import { hasAnswered, type SourceCheck } from './source-check.js';
import { SourceUnavailable } from './source-unavailable.js';
import { type Source } from './snapshot.js';
import { SourcePins } from './source-pins.js';
import { lastDone, markStep } from './source-steps.js';
import { Sources } from './sources.js';
import { within } from './within.js';

/** Milliseconds that a page waits for a source. */
const PATIENCE = 2_000;

/** Milliseconds after which it is asked anew. */
const GIVEN_UP = 60_000;

/** One collection of a source, and about how many rows its table has. */
export interface CollectionState {
  readonly id: string;
  readonly title: Titles;
  readonly category: DataCategory;
  readonly table: string;
  /** From the database's statistics; absent where they know nothing, or the source did not answer. */
  readonly estimate?: number;
}

/** A source as it is now. */
export interface SourceState {
  readonly id: string;
  readonly title: Titles;
  readonly mode: 'erase' | 'read-only';
  /** `silent`: it did not answer within two seconds; what it is asked goes on meanwhile. */
  readonly answer: 'answered' | 'silent';
  /** Absent where the source was silent. */
  readonly check?: SourceCheck;
  /** When it last answered a check, whichever process asked; absent where it never did. */
  readonly checkedAt?: Date;
  /** When its database was accepted as the one to erase in; absent where none was yet. */
  readonly pinnedAt?: Date;
  readonly collections: readonly CollectionState[];
}

interface Answer {
  readonly check: SourceCheck;
  readonly estimates: ReadonlyMap<string, number>;
}

/** Looks at every source, each with a time limit of its own, so that none keeps the others waiting. */
@Injectable()
export class SourceStates {
  /** Questions that are under way: a source that hangs is asked once, however often somebody looks. */
  private readonly asked = new Map<string, Promise<Answer | undefined>>();

  constructor(
    private readonly sources: Sources,
    @Inject(SourcePins) private readonly pins: Pick<SourcePins, 'problems' | 'since'>,
    private readonly clock: Clock,
    private readonly database: DataSource,
  ) {}

  /** In the order of the sources; never later than the time limit. */
  async all(): Promise<SourceState[]> {
    return this.each(this.sources.all());
  }

  /** One source; undefined where there is none of this id. */
  async one(id: string): Promise<SourceState | undefined> {
    const source = this.sources.get(id);
    const [state] = source === undefined ? [] : await this.each([source]);
    return state;
  }

  private async each(sources: readonly Source[]): Promise<SourceState[]> {
    const readOnly = new Set(this.sources.readOnly().map(({ id }) => id));
    const states = await Promise.all(
      sources.map(({ id, title }) => this.state(id, title, readOnly.has(id) ? 'read-only' : 'erase')),
    );
    const pinned = await this.pins.since();
    const answered = await lastDone(this.database.manager, 'answered');
    return states.map((state) => ({
      ...state,
      checkedAt: answered.get(state.id),
      pinnedAt: pinned.get(state.id),
    }));
  }

  private async state(id: string, title: Titles, mode: SourceState['mode']): Promise<SourceState> {
    const answer = await within(this.ask(id), PATIENCE);
    const mapped = this.sources.mapped(id) ?? [];
    const collections = mapped.map(({ id: name, title: words, category, table }) => ({
      id: name,
      title: words,
      category,
      table,
      estimate: answer?.estimates.get(table),
    }));
    return {
      id,
      title,
      mode,
      answer: answer === undefined ? 'silent' : 'answered',
      check: answer?.check,
      collections,
    };
  }

  private ask(id: string): Promise<Answer | undefined> {
    const under = this.asked.get(id) ?? within(this.look(id), GIVEN_UP).finally(() => this.asked.delete(id));
    this.asked.set(id, under);
    return under;
  }

  /** What is wrong with a source is part of the answer. */
  private async look(id: string): Promise<Answer> {
    const check = await this.sources.check(id);
    if (check === undefined) throw new Error('There is no such source.');
    if (hasAnswered(check)) await markStep(this.database.manager, 'answered', [id], this.clock.now());
    const none = { check, estimates: new Map<string, number>() };
    if (check.problems.length > 0) return none;
    return { ...(await this.estimated(id, none)), check: await this.withPin(id, check) };
  }

  /** That it is another database than was accepted keeps it from being erased in. */
  private async withPin(id: string, check: SourceCheck): Promise<SourceCheck> {
    const found = this.sources.writer(id) === undefined ? [] : await this.pins.problems(id);
    return { ...check, erasing: [...check.erasing, ...found] };
  }

  private async estimated(id: string, none: Answer): Promise<Answer> {
    try {
      return { ...none, estimates: (await this.sources.estimates(id)) ?? none.estimates };
    } catch (error) {
      if (error instanceof SourceUnavailable) return none;
      throw error;
    }
  }
}
