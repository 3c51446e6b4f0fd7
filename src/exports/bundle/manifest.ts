import { type BundleFacts, type CountedSource } from './bundle-facts.js';

/** One file of a bundle as its manifest lists it. */
export interface ManifestEntry {
  readonly path: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/**
 * The bytes of `manifest.json`. It lists every file but itself and its signature, and every source that was asked,
 * those that hold nothing too. A source that cannot be read stops a bundle, so none of these is `incomplete`.
 */
export function manifestBytes(
  entries: readonly ManifestEntry[],
  sources: readonly CountedSource[],
  facts: BundleFacts,
  kid: string,
): Buffer {
  const manifest = {
    schemaVersion: 1,
    reference: facts.reference,
    madeAt: facts.madeAt.toISOString(),
    kid,
    checkpoint: null,
    sources: sources.map(({ id, title, records }) => ({
      id,
      title: title[facts.locale],
      state: records === 0 ? 'empty' : 'complete',
      records,
    })),
    entries: entries.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
  };
  return Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
}
