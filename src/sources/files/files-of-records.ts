import { type Line, LineReader } from '../../platform/text/line-reader.js';
import { finding } from '../finding.js';
import { type CollectionView, type Snapshot } from '../snapshot.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { namedFiles } from './named-files.js';

/**
 * The paths that each record of the collection names, that of its own file first; records that name none are left out.
 * @param source the id of the source
 * @throws SourceUnavailable, also for a record too long to be looked through
 */
export async function* filesOfRecords(
  source: string,
  snapshot: Snapshot,
  { id, files }: CollectionView,
): AsyncGenerator<readonly string[]> {
  if (files === undefined) return;
  const named = (line: Line) => {
    if (line === undefined) throw new SourceUnavailable(source, finding('tooLong', { source }));
    return namedFiles(files, JSON.parse(line) as Record<string, unknown>);
  };
  const reader = new LineReader();
  for await (const chunk of snapshot.read(id) as AsyncIterable<Buffer>) {
    yield* reader.take(chunk).map(named).filter(hasAny);
  }
  yield* reader.end().map(named).filter(hasAny);
}

function hasAny(paths: readonly string[]): boolean {
  return paths.length > 0;
}
