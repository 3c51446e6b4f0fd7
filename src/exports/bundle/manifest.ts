import { type BundleFacts, type CountedSource } from './bundle-facts.js';

/** One file of a bundle as its manifest lists it. */
export interface ManifestEntry {
  readonly path: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** How many files that its records name could not be had, by the source's id. */
export type MissingFiles = ReadonlyMap<string, number>;

/**
 * The bytes of `manifest.json`. It lists every file but itself and its signature, and every source that was asked,
 * those that hold nothing too. A source that cannot be read stops a bundle; one is `incomplete` where a file that its
 * records name could not be had, and says how many; `notTheirs` counts rows that the person said are not theirs. Systems that are searched by hand are `manual`.
 */
export function manifestBytes(
  entries: readonly ManifestEntry[],
  sources: readonly CountedSource[],
  missing: MissingFiles,
  facts: BundleFacts,
  kid: string,
): Buffer {
  const searched = (facts.searched ?? []).map(({ id, title, outcome, goneBy }) => ({
    id,
    title: title[facts.locale],
    state: 'manual',
    outcome,
    ...(goneBy === undefined ? {} : { goneBy }),
  }));
  const manifest = {
    schemaVersion: 1,
    reference: facts.reference,
    madeAt: facts.madeAt.toISOString(),
    kid,
    checkpoint: facts.checkpoint ?? null,
    sources: [
      ...sources.map(({ id, title, records, notTheirs = {} }) => {
        const disowned = Object.entries(notTheirs).map(([collection, rows]) => ({ collection, rows }));
        const missingFiles = missing.get(id) ?? 0;
        return {
          id,
          title: title[facts.locale],
          state: records === 0 ? 'empty' : missingFiles === 0 ? 'complete' : 'incomplete',
          records,
          ...(missingFiles === 0 ? {} : { missingFiles }),
          ...(disowned.length === 0 ? {} : { notTheirs: disowned }),
        };
      }),
      ...searched,
    ],
    entries: entries.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
  };
  return Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
}
