import { type ErasableSource } from './erasing.js';
import { type Finding } from './finding.js';
import { SourceUnavailable } from './source-unavailable.js';

/**
 * What keeps the user that erases from doing so, found out on a connection of its own; nothing is changed. Each collection is
 * looked at where the kind of database tells what a user may do, and else whether the user gets in and finds the site.
 * @param source whose map fits and can be erased by
 * @returns nothing for the portal itself, in whose own transactions batches run
 */
export async function writeRefusals(source: ErasableSource): Promise<readonly Finding[]> {
  if (source.writer === undefined) return [];
  try {
    const connection = await source.writer.open();
    try {
      const statements = await connection.begin();
      return (await source.writeMismatches?.(statements)) ?? [];
    } finally {
      await connection.rollback();
      await connection.close();
    }
  } catch (error) {
    if (error instanceof SourceUnavailable) return error.findings;
    throw error;
  }
}
