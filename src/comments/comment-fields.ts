import { z } from 'zod';
import { displayName, website } from '../accounts/account-fields.js';
import { emailAddress, paragraphs } from '../platform/http/text-schemas.js';
import { cleanLine, cleanText, isVisible } from '../platform/text/clean-text.js';

/** Characters of one comment. */
export const LONGEST_COMMENT = 10_000;

/** An empty one is refused as such already. */
const seen = (text: string) => text === '' || isVisible(text);
const NOTHING = 'Write something that can be seen.';

/** A comment's text: what cannot be seen and what turns text around is left out of it; markup is text like any other. */
export const commentText = z
  .string({ error: 'Write your comment.' })
  .transform(cleanText)
  .pipe(paragraphs(LONGEST_COMMENT).refine(seen, NOTHING));

/** A guest's name, cleaned as the text is. */
export const commenterName = z
  .string({ error: 'Give a name.' })
  .transform(cleanLine)
  .pipe(displayName.refine(seen, NOTHING));

/** What whoever comments fills in; of a member nothing but the text is taken. */
export const CommentForm = z.strictObject({
  body: commentText,
  parentId: z.uuid({ error: 'Give the id of the comment to answer.' }).optional(),
  name: commenterName.optional(),
  email: emailAddress.optional(),
  website: website.optional(),
});
export type CommentForm = z.output<typeof CommentForm>;

/** What its author may change of a comment. */
export const CommentEdit = z.strictObject({ body: commentText });
