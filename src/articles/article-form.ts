import { z } from 'zod';
import { line, paragraphs } from '../platform/http/text-schemas.js';

/** Characters of an article's text. */
export const LONGEST_ARTICLE = 100_000;

/** What an editor writes. */
export const ArticleForm = z.strictObject({
  slug: z
    .string({ error: 'Give the end of the address.' })
    .max(100, 'At most 100 characters.')
    .regex(
      /^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u,
      'Small letters and digits, with single hyphens.',
    )
    .transform((text) => text.normalize('NFC')),
  title: line(200),
  body: paragraphs(LONGEST_ARTICLE),
  published: z.boolean({ error: 'Say whether it is published.' }),
});
export type ArticleForm = z.output<typeof ArticleForm>;

/** What an editor changes, and of which version: another editor's work is not overwritten unseen. */
export const ArticleChange = ArticleForm.extend({
  version: z.int({ error: 'Give `version` as it came with the article.' }),
});
export type ArticleChange = z.output<typeof ArticleChange>;

/** An article as its editors have it. */
export interface WrittenArticle extends Omit<ArticleChange, 'published'> {
  readonly id: string;
  /** Null of a draft. */
  readonly publishedAt: Date | null;
}
