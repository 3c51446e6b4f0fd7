import { Injectable, Logger } from '@nestjs/common';
import { type Titles } from '../platform/i18n/locale.js';
import { type DataCategory } from '../policy/purposes.js';
import { type Snapshot, type Source, type SourceSubject } from './snapshot.js';
import { Sources } from './sources.js';
import { SourceUnavailable } from './source-unavailable.js';
import { within } from './within.js';

/** How much a source holds of a person. */
export interface HeldInSource {
  readonly source: string;
  readonly title: Titles;
  /** Missing where the source could not be asked just now. */
  readonly collections?: readonly {
    readonly collection: string;
    readonly title: Titles;
    readonly category: DataCategory;
    readonly count: number;
  }[];
}

/** Records of one collection. */
export type HeldInCollection = NonNullable<HeldInSource['collections']>[number];

/** Of a source that does not answer: the page is not to wait for it. */
const PATIENCE = 10_000;

/** Counts what is held of a person, in each source by its own database: one question a collection, whatever the size. */
@Injectable()
export class HeldCounts {
  private readonly logger = new Logger('Sources');

  constructor(private readonly sources: Sources) {}

  /** Collections that hold nothing are left out. Nothing is changed, and nothing is held up by a source that is away. */
  of(subject: SourceSubject): Promise<HeldInSource[]> {
    return Promise.all(
      this.sources.all().map(async (source) => {
        const held = await this.inTime(source, subject);
        return { ...held, collections: held.collections?.filter(({ count }) => count > 0) };
      }),
    );
  }

  /** Whether there is such a source. */
  knows(id: string): boolean {
    return this.sources.get(id) !== undefined;
  }

  /** The same of one source, collections that hold nothing included; undefined where there is no such source. */
  async in(id: string, subject: SourceSubject): Promise<HeldInSource | undefined> {
    const source = this.sources.get(id);
    return source && this.inTime(source, subject);
  }

  private async inTime(source: Source, subject: SourceSubject): Promise<HeldInSource> {
    const { id, title } = source;
    const collections = await within(this.count(source, subject), PATIENCE);
    return { source: id, title, collections };
  }

  private async count(source: Source, subject: SourceSubject): Promise<HeldInSource['collections']> {
    try {
      const snapshot = await source.open(subject);
      try {
        return await countEach(snapshot);
      } finally {
        await snapshot.close();
      }
    } catch (error) {
      if (!(error instanceof SourceUnavailable)) throw error;
      this.logger.warn({ source: source.id }, 'a source could not be counted in');
      return undefined;
    }
  }
}

async function countEach(snapshot: Snapshot): Promise<HeldInCollection[]> {
  const counted: HeldInCollection[] = [];
  for (const { id: collection, title, category } of snapshot.collections) {
    counted.push({ collection, title, category, count: await snapshot.count(collection) });
  }
  return counted;
}
