import { z } from 'zod';

const id = z
  .string()
  .max(100, 'At most 100 characters.')
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'The id of a system or of a kind of record: a-z, 0-9, _ and -.');

export const PlaceParams = z.object({ source: id, collection: id });

const titles = z.object({ ar: z.string(), fr: z.string(), en: z.string() });

const NotMineCount = z.int().describe('Records of which the caller said that they are not theirs.');

export const DoubtfulPlacesView = z.object({
  items: z.array(
    z.object({
      source: z.string(),
      title: titles,
      available: z.boolean().describe('Whether the source could be asked just now.'),
      collections: z.array(z.object({ collection: z.string(), title: titles, notMine: NotMineCount })),
    }),
  ),
  next: z.null(),
});

export const DoubtfulRecordView = z.object({
  row: z.string().describe('Names the record, for the caller alone.'),
  notMine: z.boolean(),
  record: z.record(z.string(), z.unknown()).describe('As in a bundle.'),
});

const ROW = 'Give the `row` of a record in the list.';

export const RowsBody = z.strictObject({
  rows: z
    .array(z.string({ error: ROW }).min(1, ROW).max(4000, ROW), { error: 'Give a list of rows.' })
    .min(1, 'Name at least one record.')
    .max(200, 'At most 200 records at a time.'),
});

export const NotMineView = z.object({ notMine: NotMineCount });
