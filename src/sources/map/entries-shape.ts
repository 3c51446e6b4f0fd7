import { z } from 'zod';
import { format, secrets } from './format-shape.js';
import { category, fieldName, sqlName, titles } from './shared-shapes.js';

const member = z
  .string()
  .regex(
    /^(?:\*|[A-Za-z0-9_-]+)(?:\.(?:\*|[A-Za-z0-9_-]+))*$/,
    'expected keys inside the value with dots between them; * is any key',
  );

const entryKey = z
  .strictObject({
    key: z.string().min(1).optional().describe('What the column of names holds.'),
    prefix: z
      .string()
      .min(1)
      .optional()
      .describe('What it starts with; the field then is an object with a member for each name.'),
    name: fieldName.optional(),
    title: titles.optional(),
    category: category.optional(),
    format: format.optional(),
    secret: secrets.optional(),
    erase: z
      .strictObject({ members: z.array(member).min(1) })
      .optional()
      .describe('Members of the structured value that erasing empties where its row is kept for ever.'),
    withheld: titles
      .optional()
      .describe('Why people do not get it, in their words; it then has no name and no title.'),
  })
  .refine(({ key, prefix }) => (key === undefined) !== (prefix === undefined), {
    error: 'expected key or prefix',
  })
  .refine(
    ({ name, title, withheld }) =>
      withheld === undefined
        ? name !== undefined && title !== undefined
        : name === undefined && title === undefined,
    { error: 'expected name and title, or withheld with the reason' },
  );

/** Rows of names and values, of which those of one thing are one record together. */
export const entries = z
  .strictObject({
    of: sqlName.describe('Column that says whose rows they are: rows with the same value are one record.'),
    name: sqlName.describe('Column of the names.'),
    value: sqlName.describe('Column of the values.'),
    keys: z
      .array(entryKey)
      .default([])
      .describe('Names that have a field of their own; the first that fits counts.'),
    others: z
      .strictObject({
        name: fieldName,
        title: titles,
        category: category.optional(),
        format: format.optional(),
      })
      .describe('The field of all other names: an object with a member for each.'),
  })
  .describe('A table of names and values: its records are things, and its names are their fields.');

export type Entries = z.output<typeof entries>;
export type EntryKey = Entries['keys'][number];
