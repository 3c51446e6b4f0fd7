import { type Visitor } from './visitor.js';

/** What a first visit takes over the wire, in bytes, fonts and pictures aside. */
export interface Weight {
  readonly path: string;
  readonly total: number;
  readonly parts: readonly { readonly path: string; readonly bytes: number }[];
}

/** Fetches a page and each style sheet and script that it names. */
export async function weigh(visitor: Visitor, path: string): Promise<Weight> {
  const { text, bytes } = await visitor.see({ path });
  const named = [
    ...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g),
    ...text.matchAll(/<script src="([^"]+)"/g),
  ].map(([, link = '']) => link.replaceAll('&amp;', '&'));
  const parts = [{ path, bytes }];
  for (const link of named) parts.push({ path: link, bytes: (await visitor.see({ path: link })).bytes });
  return { path, parts, total: parts.reduce((sum, part) => sum + part.bytes, 0) };
}
