import { type OnApplicationShutdown } from '@nestjs/common';
import { type Clock } from '../platform/clock/clock.js';
import { officeDay } from '../platform/clock/office-day.js';
import { type Config } from '../platform/config/config.js';
import { type StreamPool } from '../platform/database/stream-pool.js';
import { type ObjectStore } from '../platform/storage/object-store.js';
import { type SourceEngine } from './engine/source-engine.js';
import { type ErasableSource, type OfficeCalendar } from './erasing.js';
import { type RecordedFiles } from './files/recorded-files.js';
import { SourceFiles } from './files/source-files.js';
import { StoredFiles } from './files/stored-files.js';
import { MariaErasable } from './mariadb/maria-erasable.js';
import { type Fingerprint } from './fingerprint.js';
import { MariaPool } from './mariadb/maria-pool.js';
import { MariaWriter } from './mariadb/maria-writer.js';
import { MariaSource } from './mariadb/maria-source.js';
import { type ManualSystem } from './manual/manual-system.js';
import { readMap } from './map/map-file.js';
import { mappedCollection, type MappedCollection } from './mapped-collection.js';
import { type RemoteWriter } from './remote-writer.js';
import { type Source } from './snapshot.js';
import { checkSource, type SourceCheck } from './source-check.js';
import { SourcePool } from './source-pool.js';
import { type ConfiguredSource, type DatabaseKind, PORTAL_ID, readSourcesFile } from './sources-file.js';
import { PgWriter } from './sql/pg-writer.js';
import { SqlErasable } from './sql/sql-erasable.js';
import { SqlSource } from './sql/sql-source.js';
import { writeRefusals } from './write-refusals.js';

/** Where objects lie that rows of the portal name: no bundle, and nothing of the log, is among them. */
export const PORTAL_FILES = 'media';

/** Connections that are given up when the portal stops. */
interface EndedPool {
  end(): Promise<void>;
}

/** What some sources have beside their rows. */
export interface SourcesMore {
  /** How those are erased in that are other databases. */
  readonly writers?: ReadonlyMap<string, RemoteWriter>;
  readonly folders?: ReadonlyMap<string, RecordedFiles>;
  /** Systems that are no databases. */
  readonly byHand?: readonly ManualSystem[];
}

/** Every place that holds personal data: the portal itself, then what the operator configured. */
export class Sources implements OnApplicationShutdown {
  private readonly byId: ReadonlyMap<string, SourceEngine>;
  private readonly writers: ReadonlyMap<string, RemoteWriter>;
  private readonly folders: ReadonlyMap<string, RecordedFiles>;
  private readonly byHand: readonly ManualSystem[];

  constructor(
    sources: readonly SourceEngine[],
    private readonly pools: readonly EndedPool[] = [],
    private readonly calendar?: OfficeCalendar,
    { writers = new Map(), folders = new Map(), byHand = [] }: SourcesMore = {},
  ) {
    this.byId = new Map(sources.map((source) => [source.id, source]));
    [this.writers, this.folders, this.byHand] = [writers, folders, byHand];
  }

  all(): Source[] {
    return [...this.byId.values()];
  }

  /** Those that can be erased in: the portal itself, and what an operator allowed it in. */
  erasable(): ErasableSource[] {
    return [...this.byId.values()].flatMap((source): ErasableSource[] => {
      const writer = this.writers.get(source.id);
      if (source.id !== PORTAL_ID && writer === undefined) return [];
      const parts = [this.calendar, writer, this.folders.get(source.id)] as const;
      if (source instanceof SqlSource) return [new SqlErasable(source, ...parts)];
      return source instanceof MariaSource ? [new MariaErasable(source, ...parts)] : [];
    });
  }

  /** How rows of the source are changed; undefined of the portal itself, and of what may only be read. */
  writer(id: string): RemoteWriter | undefined {
    return this.writers.get(id);
  }

  /** Those that may only be read. */
  readOnly(): Source[] {
    const erasable = new Set(this.erasable().map(({ id }) => id));
    return this.all().filter(({ id }) => !erasable.has(id));
  }

  /** Systems that are no databases and that people search by hand. */
  manual(): readonly ManualSystem[] {
    return this.byHand;
  }

  get(id: string): Source | undefined {
    return this.byId.get(id);
  }

  /** Which kind of database the source is; undefined where there is no such source. */
  kind(id: string): DatabaseKind | undefined {
    const source = this.byId.get(id);
    return source && (source instanceof MariaSource ? 'mariadb' : 'postgres');
  }

  /** The files that records of the source name; undefined where the operator has not said where they lie. */
  files(id: string): RecordedFiles | undefined {
    return this.folders.get(id);
  }

  /** What the source's data map says it holds; undefined where there is no such source. */
  mapped(id: string): MappedCollection[] | undefined {
    return this.byId.get(id)?.map.collections.map(mappedCollection);
  }

  /**
   * Connects to the source and compares its map with what is there, and where it is erased in and fits, with what the user
   * may do who erases; undefined where there is no such source.
   */
  async check(id: string): Promise<SourceCheck | undefined> {
    const source = this.byId.get(id);
    if (source === undefined) return undefined;
    const check = await checkSource(source, this.folders.get(id));
    const erasable = this.erasable().find((each) => each.id === id);
    if (erasable === undefined || check.problems.length + check.erasing.length > 0) return check;
    return { ...check, erasing: await writeRefusals(erasable) };
  }

  /** Which database the source is; undefined where there is no such source. @throws SourceUnavailable */
  async fingerprint(id: string): Promise<Fingerprint | undefined> {
    const source = this.byId.get(id);
    return source?.fingerprint();
  }

  /** About how many rows each mapped table has; undefined where there is no such source. @throws SourceUnavailable */
  async estimates(id: string): Promise<ReadonlyMap<string, number> | undefined> {
    const source = this.byId.get(id);
    return source?.estimatedRows();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.end()));
  }
}

/**
 * The portal's own tables by the shipped map, and the sources of the operator's file.
 * @throws YamlProblems with a line per problem in that file or in a map
 */
export function openSources(config: Config, portal: StreamPool, clock: Clock, store: ObjectStore): Sources {
  const { databases, manual } =
    config.sourcesFile === undefined ? { databases: [], manual: [] } : readSourcesFile(config.sourcesFile);
  const remote = databases.map(open);
  return new Sources(
    [new SqlSource(PORTAL_ID, readMap(PORTAL_ID), portal), ...remote.map(({ source }) => source)],
    remote.map(({ pool }) => pool),
    { zone: config.zone, today: () => officeDay(clock.now(), config.zone) },
    {
      writers: new Map(databases.flatMap((source) => writerOf(source))),
      folders: new Map([
        [PORTAL_ID, new StoredFiles(PORTAL_ID, store, PORTAL_FILES)],
        ...databases.flatMap(({ id, uploadsDir }) => folderOf(id, uploadsDir)),
      ]),
      byHand: manual,
    },
  );
}

function folderOf(id: string, uploadsDir: string | undefined): [string, RecordedFiles][] {
  return uploadsDir === undefined ? [] : [[id, new SourceFiles(id, uploadsDir)]];
}

function writerOf({ id, kind, map, mode, writeUrl }: ConfiguredSource): (readonly [string, RemoteWriter])[] {
  if (mode !== 'erase' || writeUrl === undefined) return [];
  const Writer = kind === 'mariadb' ? MariaWriter : PgWriter;
  return [[id, new Writer(id, map, writeUrl)]];
}

function open({ id, kind, map, url }: ConfiguredSource): { source: SourceEngine; pool: EndedPool } {
  if (kind === 'mariadb') {
    const pool = new MariaPool(url);
    return { source: new MariaSource(id, map, pool), pool };
  }
  const pool = new SourcePool(url);
  return { source: new SqlSource(id, map, pool), pool };
}
