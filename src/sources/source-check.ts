import { asUnavailable } from './engine/failure-sentence.js';
import { mapMismatches } from './engine/map-mismatches.js';
import { absentCollections } from './engine/present-map.js';
import { type SourceEngine } from './engine/source-engine.js';
import { type RecordedFiles } from './files/recorded-files.js';
import { type Finding, finding, type FindingCode } from './finding.js';
import { type UnmappedColumn, unmappedColumns } from './unmapped-columns.js';

/** How a source and its data map fit. */
export interface SourceCheck {
  readonly source: string;
  /** Any of these keeps the source from being read. */
  readonly problems: readonly Finding[];
  /** Any of these keeps the source from being erased in. */
  readonly erasing: readonly Finding[];
  /** Optional parts of the map whose tables are not there. */
  readonly absent: readonly Finding[];
  /** Reading and erasing work, with what is said here. */
  readonly warnings: readonly Finding[];
  /** Columns that look personal and that the map does not speak of. */
  readonly unmapped: readonly UnmappedColumn[];
}

/** Never throws for what is wrong with the source: that is the answer. */
export async function checkSource(source: SourceEngine, files?: RecordedFiles): Promise<SourceCheck> {
  const { id, map } = source;
  try {
    const live = await source.wholeSchema();
    return {
      source: id,
      problems: mapMismatches(map, live),
      erasing: source.eraseMismatches(live),
      absent: absentCollections(map, live),
      warnings: [...source.warnings(live), ...(await filesWarnings(source, files))],
      unmapped: unmappedColumns(map, live),
    };
  } catch (error) {
    return {
      source: id,
      problems: asUnavailable(id, error).findings,
      erasing: [],
      absent: [],
      warnings: [],
      unmapped: [],
    };
  }
}

/** Copies are made without files that cannot be reached, and say so. */
async function filesWarnings({ id, map }: SourceEngine, files?: RecordedFiles): Promise<Finding[]> {
  if (map.collections.every((collection) => collection.files === undefined)) return [];
  if (files === undefined) return [finding('noUploadsDir', { source: id })];
  return files.demand().then(
    () => [],
    (error: unknown) => [...asUnavailable(id, error).findings],
  );
}

/** Findings that say that the source does not answer, or does not let its user in. */
const UNREACHED: readonly FindingCode[] = ['unavailable', 'silent', 'closed'];

/** Whether the source answered the check, whatever is wrong with it. */
export function hasAnswered({ problems }: SourceCheck): boolean {
  return !problems.some(({ code }) => UNREACHED.includes(code));
}
