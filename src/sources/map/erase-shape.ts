import { z } from 'zod';
import { constant, where } from './condition-shape.js';

const words = z.string().trim().min(1).max(500);
const sqlName = z.string().min(1).max(63);
const collectionId = z.string().min(1).max(63);

const pseudonym = z
  .strictObject({ pseudonym: z.enum(['text', 'bytes']) })
  .describe('A random value of this type, another one in each row, so that unique columns stay unique.');

const bits = (most: number, usual: number) =>
  z
    .int()
    .min(1)
    .max(most, `expected a prefix of at most ${most} bits: a longer one still names a household`)
    .default(usual);

// An end site is given a /48 or a /56, of which a /64 is one network at home (RFC 6177).
const truncateIp = z
  .strictObject({
    truncate: z.literal('ip'),
    ipv4: bits(24, 24).describe('Bits that stay of an IPv4 address.'),
    ipv6: bits(64, 48).describe('Bits that stay of an IPv6 address.'),
  })
  .describe('The network of the IP address that it held; what is no address becomes nothing.');

/** What a column holds once its row is cleared. */
export const columnErase = z
  .union([z.null(), z.literal('keep'), z.strictObject({ constant }), pseudonym, truncateIp], {
    error: 'expected null, keep, { constant: ... }, { pseudonym: text } or { truncate: ip }',
  })
  .describe(
    'What the column holds once its row is cleared: nothing where this is left out. keep: it says nothing.',
  );

export const onDetach = z
  .literal('keep')
  .describe('The column stays where the person wants their name taken away and their text left.');

const unlink = z
  .array(sqlName)
  .default([])
  .describe(
    'Columns that lead to the person, emptied when the row is cleared; a reference stays while a hold keeps anything of its row.',
  );
const set = z
  .record(sqlName, z.union([constant, pseudonym, truncateIp]))
  .default({})
  .describe(
    'What these columns hold once the row is cleared, unless a hold keeps their category; not where a name is taken away only.',
  );

/** Dates alone count, so that times of day are no part of it. */
const duration = z
  .string()
  .regex(
    /^P(?=\d)(?:\d{1,3}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?$/,
    'expected a duration of years, months, weeks or days, such as P10Y',
  )
  .refine((text) => /[1-9]/.test(text), 'expected a duration that is not zero');

const referrer = z
  .strictObject({
    collection: collectionId,
    column: sqlName.describe('Column of that collection that holds the key of this one.'),
  })
  .describe('Rows that may still refer to a row of this collection.');
const unlessReferredBy = z
  .array(referrer)
  .default([])
  .describe(
    'A row that one of these refers to is cleared instead; rows of the collection itself may be among them.',
  );

/** What erasing does with the rows of a collection. */
export const collectionErase = z
  .discriminatedUnion(
    'action',
    [
      z
        .strictObject({
          action: z.literal('delete'),
          unlessReferredBy,
          unlink,
          set,
        })
        .describe('Rows go; one that a hold keeps in part is cleared.'),
      z
        .strictObject({ action: z.literal('clear'), unlink, set })
        .describe('Rows stay, and their columns are emptied.'),
      z
        .strictObject({ action: z.literal('closing') })
        .describe('Case rows of the portal, which go with the case.'),
      z
        .strictObject({
          action: z.literal('leave'),
          reason: z.strictObject({ ar: words, fr: words, en: words }).describe('Why, as people read it.'),
        })
        .describe('Rows stay as they are: they lead to nobody once the rest is gone.'),
      z
        .strictObject({
          action: z.literal('retain'),
          purpose: z.enum(['administrative', 'legal', 'security']),
          citation: words.describe('The rule that demands it.'),
          for: duration.optional().describe('How long, from the date of the row; for ever where left out.'),
          where: where.describe('Only these rows are kept; the others are erased at once.'),
          then: z
            .enum(['delete', 'clear'])
            .optional()
            .describe(
              'What erasing does once that time is over. Without a time, only unlink and set change what is kept.',
            ),
          unlessReferredBy,
          unlink,
          set,
        })
        .describe('Rows must be kept, and people are told why.'),
    ],
    { error: 'expected action: delete, clear, leave, retain or closing' },
  )
  .describe('What erasing does with the rows. A collection without it cannot be erased in.');

export type ColumnErase = z.output<typeof columnErase>;
export type TruncateIp = z.output<typeof truncateIp>;
export type CollectionErase = z.output<typeof collectionErase>;
/** A rule under which rows may be cleared. */
export type ErasingRule = Extract<CollectionErase, { readonly action: 'delete' | 'clear' }>;
export type RetainRule = Extract<CollectionErase, { readonly action: 'retain' }>;
