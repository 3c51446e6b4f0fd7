import { type Finding } from './finding.js';
import { eraseMismatches } from './sql/erase-mismatches.js';
import { mapMismatches } from './sql/map-mismatches.js';
import { leadWarnings } from './sql/lead-warnings.js';
import { type LiveSchema, readLiveSchema } from './sql/live-schema.js';
import { type SqlSource } from './sql/sql-source.js';
import { asUnavailable } from './sql/failure-sentence.js';
import { type UnmappedColumn, unmappedColumns } from './unmapped-columns.js';

/** How a source and its data map fit. */
export interface SourceCheck {
  readonly source: string;
  /** Any of these keeps the source from being read. */
  readonly problems: readonly Finding[];
  /** Any of these keeps the source from being erased in. */
  readonly erasing: readonly Finding[];
  /** Reading works, but may be slow. */
  readonly warnings: readonly Finding[];
  /** Columns that look personal and that the map does not speak of. */
  readonly unmapped: readonly UnmappedColumn[];
}

/** Never throws for what is wrong with the source: that is the answer. */
export async function checkSource(source: SqlSource): Promise<SourceCheck> {
  const { id, map } = source;
  try {
    const live = await wholeSchema(source);
    return {
      source: id,
      problems: mapMismatches(map, live),
      erasing: eraseMismatches(map, live),
      warnings: leadWarnings(map, live),
      unmapped: unmappedColumns(map, live),
    };
  } catch (error) {
    return {
      source: id,
      problems: asUnavailable(id, error).findings,
      erasing: [],
      warnings: [],
      unmapped: [],
    };
  }
}

async function wholeSchema(source: SqlSource): Promise<LiveSchema> {
  const client = await source.connect();
  let broken = true;
  const onLost = () => undefined;
  client.on('error', onLost);
  try {
    const live = await readLiveSchema(client, source.map.schema);
    broken = false;
    return live;
  } finally {
    client.off('error', onLost);
    client.release(broken);
  }
}
