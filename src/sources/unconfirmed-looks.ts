import { Injectable, Logger } from '@nestjs/common';
import { type Titles } from '../platform/i18n/locale.js';
import { type RowsByPlace } from './left-rows.js';
import {
  type FieldView,
  type Source,
  type SourceSubject,
  type UnconfirmedRow,
  type UnconfirmedRows,
} from './snapshot.js';
import { Sources } from './sources.js';
import { SourceUnavailable } from './source-unavailable.js';
import { within } from './within.js';

/** Whom rows are looked for, whatever they say of them. */
type Asked = Pick<SourceSubject, 'emails' | 'left'>;

/** The collections of a source that have rows which may be somebody else's. */
export interface DoubtfulSource {
  readonly source: string;
  readonly title: Titles;
  /** Missing where the source could not be asked just now. */
  readonly collections?: readonly DoubtfulCollection[];
}

export interface DoubtfulCollection {
  readonly collection: string;
  readonly title: Titles;
}

/** Some of the rows of one collection. */
export interface DoubtfulPage extends DoubtfulCollection {
  readonly source: string;
  readonly sourceTitle: Titles;
  readonly fields: readonly FieldView[];
  readonly rows: readonly UnconfirmedRow[];
}

/** Of a source that does not answer: the page is not to wait for it. */
const PATIENCE = 10_000;

/** Looks for rows of people to which nothing but an unconfirmed address leads, in every source or in one. */
@Injectable()
export class UnconfirmedLooks {
  private readonly logger = new Logger('Sources');

  constructor(private readonly sources: Sources) {}

  /** Where there are such rows. Nothing is held up by a source that is away. */
  places(subject: Asked): Promise<DoubtfulSource[]> {
    return Promise.all(
      this.sources.all().map(async (source) => ({
        source: source.id,
        title: source.title,
        collections: await within(this.placesIn(source, subject), PATIENCE),
      })),
    );
  }

  /**
   * @param after the key of the last row of the page before
   * @returns undefined where there is no such collection, or no such row can be in it
   * @throws SourceUnavailable
   */
  async page(
    subject: Asked,
    { source: id, collection }: { readonly source: string; readonly collection: string },
    after: readonly string[] | undefined,
    most: number,
  ): Promise<DoubtfulPage | undefined> {
    const source = this.sources.get(id);
    return (
      source &&
      this.looked(source, subject, async (look) => {
        const view = look.collections.find((each) => each.id === collection);
        if (view === undefined) return undefined;
        const { title, fields } = view;
        const rows = await look.page(collection, after, most);
        return { source: id, sourceTitle: source.title, collection, title, fields, rows };
      })
    );
  }

  /** Those of the rows that are there, and that nothing but an unconfirmed address leads to now. @throws SourceUnavailable */
  async among(subject: Asked, rows: RowsByPlace = {}): Promise<RowsByPlace | undefined> {
    const found: Record<string, Record<string, readonly (readonly string[])[]>> = {};
    for (const [id, collections] of Object.entries(rows)) {
      const source = this.sources.get(id);
      if (source === undefined) continue;
      const still = await this.looked(source, subject, (look) => amongEach(look, collections));
      if (Object.keys(still).length > 0) found[id] = still;
    }
    return Object.keys(found).length === 0 ? undefined : found;
  }

  private async placesIn(source: Source, subject: Asked): Promise<DoubtfulSource['collections']> {
    try {
      return await this.looked(source, subject, async (look) => {
        const found: DoubtfulCollection[] = [];
        for (const { id: collection, title } of look.collections) {
          if ((await look.page(collection, undefined, 1)).length > 0) found.push({ collection, title });
        }
        return found;
      });
    } catch (error) {
      if (!(error instanceof SourceUnavailable)) throw error;
      this.logger.warn({ source: source.id }, 'a source could not be looked into');
      return undefined;
    }
  }

  private async looked<T>(
    source: Source,
    { emails, left }: Asked,
    look: (rows: UnconfirmedRows) => Promise<T>,
  ): Promise<T> {
    const rows = await source.unconfirmed({ emails, left });
    try {
      return await look(rows);
    } finally {
      await rows.close();
    }
  }
}

async function amongEach(look: UnconfirmedRows, collections: RowsByPlace[string]) {
  const still: Record<string, readonly (readonly string[])[]> = {};
  for (const [collection, keys] of Object.entries(collections)) {
    const rows = await look.among(collection, keys);
    if (rows.length > 0) still[collection] = rows;
  }
  return still;
}
