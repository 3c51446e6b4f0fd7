import { z } from 'zod';
import { titles } from './shared-shapes.js';

/** How the text of a value is written that holds more than text. */
export const format = z
  .enum(['php', 'json'])
  .describe('The value is text that PHP serialised, or JSON; it is handed out as structured JSON.');

/** Parts of a structured value that nobody gets. */
export const secrets = z
  .array(
    z
      .strictObject({
        member: z.string().min(1).optional().describe('Members of this name, however deep.'),
        names: z
          .literal(true)
          .optional()
          .describe('The names of the outermost members; what they hold becomes a list.'),
        reason: titles.describe('Why people do not get it, in their words.'),
      })
      .refine(({ member, names }) => (member === undefined) !== (names === undefined), {
        error: 'expected member or names: true',
      }),
  )
  .min(1)
  .describe(
    'Parts of the structured value that are not handed out; where it has no structure, none of it is.',
  );

export type ValueFormat = z.output<typeof format>;
export type Secret = z.output<typeof secrets>[number];
