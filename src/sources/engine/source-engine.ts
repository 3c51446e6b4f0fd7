import { type Finding } from '../finding.js';
import { type Fingerprint } from '../fingerprint.js';
import { type DataMap } from '../map/data-map.js';
import { type Source } from '../snapshot.js';
import { type LiveSchema } from './live-schema.js';

/** A database that is read by a data map, whichever kind of database it is. */
export interface SourceEngine extends Source {
  readonly map: DataMap;
  /** Every table that is there, also those that the map does not name. @throws SourceUnavailable */
  wholeSchema(): Promise<LiveSchema>;
  /** What keeps the source from being erased in. */
  eraseMismatches(live: LiveSchema): Finding[];
  /** What keeps nothing from being done and should be known: leads that no index serves, triggers on rows that are erased. */
  warnings(live: LiveSchema): Finding[];
  /** Which database this is. @throws SourceUnavailable, also where the address of the site is not found */
  fingerprint(): Promise<Fingerprint>;
  /** About how many rows each mapped table has, by table; nothing is counted. @throws SourceUnavailable */
  estimatedRows(): Promise<ReadonlyMap<string, number>>;
}
