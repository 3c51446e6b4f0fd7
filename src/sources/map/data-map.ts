import { z } from 'zod';
import { recordFiles } from '../files/files-shape.js';
import { where } from './condition-shape.js';
import { entries } from './entries-shape.js';
import { collectionErase, columnErase, onDetach } from './erase-shape.js';
import { format, secrets } from './format-shape.js';
import { recounts } from './recounts-shape.js';
import { restrict } from './restrict-shape.js';
import { category, fieldName, sqlName, titles, words } from './shared-shapes.js';

const collectionId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'expected lower-case letters, digits and _, starting with a letter');
const identifierName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,30}$/, 'expected lower-case letters, digits and _, starting with a letter')
  .refine((name) => name !== 'address', 'expected another name: address stands for confirmed addresses');

const unindexed = z
  .literal(true)
  .optional()
  .describe('No index serves the lead, which is known: the whole table is read.');

const lead = z
  .discriminatedUnion(
    'by',
    [
      z
        .strictObject({
          by: z.literal('address'),
          column: sqlName,
          unconfirmed: z
            .literal(true)
            .optional()
            .describe('The address was typed and never confirmed when the row was written.'),
          unindexed,
          where,
        })
        .describe('The column holds a confirmed e-mail address of the person.'),
      z
        .strictObject({
          by: z.literal('identifier'),
          column: sqlName,
          identifier: identifierName,
          after: z
            .string()
            .min(1)
            .max(20)
            .optional()
            .describe('The identifier is what stands behind the last of these in the column.'),
          unindexed,
          where,
        })
        .describe('The column holds an identifier that other rows of the person taught.'),
      z
        .strictObject({
          by: z.literal('membership'),
          column: sqlName,
          collection: collectionId,
          key: sqlName.describe('Column of the other collection that the column holds.'),
          unindexed,
          where,
        })
        .describe('The row belongs to a row of the person in another collection.'),
    ],
    { error: 'expected by: address, by: identifier or by: membership' },
  )
  .describe('One way from the person to rows of the table; a row that any lead reaches is the person’s.');

const lesson = z
  .strictObject({ identifier: identifierName, column: sqlName, where })
  .describe('What rows of the person teach; rows reached by unconfirmed addresses alone teach nothing.');

const join = z
  .strictObject({
    name: z.string().regex(/^[a-z][A-Za-z0-9_]{0,62}$/),
    table: sqlName,
    column: sqlName.describe('Column of this collection.'),
    key: sqlName.describe('Unique column of the other table that it refers to.'),
  })
  .describe('A look-up of one row, for fields that explain a reference.');

const field = z.strictObject({
  name: fieldName,
  column: sqlName,
  join: z.string().optional().describe('The join whose table has the column.'),
  title: titles,
  category: category.optional(),
  format: format.optional(),
  secret: secrets.optional(),
  erase: columnErase.optional(),
  onDetach: onDetach.optional(),
});

const withheld = z.strictObject({
  column: sqlName,
  reason: titles.describe('Why people do not get it, in their words.'),
  category: category.optional(),
  erase: columnErase.optional(),
  onDetach: onDetach.optional(),
});

const collection = z.strictObject({
  id: collectionId.describe('Name of the files in a bundle.'),
  table: sqlName,
  optional: z.literal(true).optional().describe('Where there is no such table, the collection is left out.'),
  key: z.array(sqlName).min(1).describe('The columns that name a row.'),
  title: titles,
  category,
  date: sqlName.optional().describe('When the row was written: what periods of holds are compared with.'),
  article: sqlName.optional().describe('Which article the row belongs to.'),
  leads: z.array(lead).min(1),
  learns: z.array(lesson).default([]),
  joins: z.array(join).default([]),
  fields: z.array(field).default([]).describe('What is handed out; of entries, what their thing is besides.'),
  entries: entries.optional(),
  withheld: z
    .array(withheld)
    .default([])
    .describe('Columns that hold data of the person and are not handed out.'),
  unreached: z
    .array(z.strictObject({ name: words, reason: titles.describe('Why, as people read it.') }))
    .default([])
    .describe('What the table may say of people and no lead reaches, by the name that people read.'),
  notPersonal: z.array(sqlName).default([]).describe('Columns that say nothing about a person.'),
  files: recordFiles.optional(),
  erase: collectionErase.optional(),
  restrict,
  recounts,
});

const otherTable = z.strictObject({
  table: sqlName,
  columns: z.array(sqlName).default([]).describe('Columns that look personal by their names or types.'),
  reason: words.describe(
    'Why no copy needs the table: it holds nothing personal, or what it holds is mapped elsewhere.',
  ),
});

const site = z
  .strictObject({ table: sqlName, column: sqlName, where })
  .describe(
    'The one value that is the address of the site: erasing is refused where it is another than before.',
  );

/** Where tables are whose map names no schema. */
export const DEFAULT_SCHEMA = 'public';

/** The shape of a data map, version 1; `dataMapProblems` has the rules that a shape cannot say. */
export const dataMapShape = z.strictObject({
  version: z.literal(1),
  title: titles,
  schema: sqlName
    .default(DEFAULT_SCHEMA)
    .describe('PostgreSQL schema of the tables; maps for MariaDB name none.'),
  site: site.optional(),
  collections: z.array(collection).min(1),
  notMapped: z.array(otherTable).default([]),
});

export type DataMap = z.output<typeof dataMapShape>;
export type Collection = z.output<typeof collection>;
export type Lead = z.output<typeof lead>;
export type SiteAddress = z.output<typeof site>;
export type { Condition } from './condition-shape.js';
export type Lesson = z.output<typeof lesson>;
export type MappedField = z.output<typeof field>;
