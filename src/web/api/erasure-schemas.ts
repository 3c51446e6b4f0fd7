import { z } from 'zod';
import { LOCALES } from '../../platform/i18n/locale.js';
import { CATEGORIES } from '../../policy/purposes.js';

import { PersonRestrictionsView } from './restriction-schemas.js';

const purpose = z.enum(['administrative', 'legal', 'security']);
const category = z.enum(CATEGORIES);

const PlannedHold = z.object({
  id: z.uuid(),
  purpose,
  citation: z.string(),
  reviewOn: z.iso.date(),
  category: category.optional().describe('Only the columns of this category are kept.'),
  rows: z.int(),
});

const PlannedRetention = z.object({
  purpose,
  citation: z.string(),
  until: z.iso.date().optional().describe('The last day; absent where no end is known.'),
  reviewOn: z.iso.date().optional().describe('The next review of what is kept without an end.'),
  rows: z.int(),
});

export const PlanView = z.object({
  plannedAt: z.iso.datetime(),
  collections: z.array(
    z.object({
      source: z.string(),
      collection: z.string(),
      category,
      action: z
        .enum(['delete', 'clear', 'detach', 'retain', 'closing', 'leave', 'unreachable'])
        .describe(
          'Of rows that are kept for a time: what follows. closing: goes with the end of the case. leave: leads to nobody once the rest is gone. unreachable: the source may only be read.',
        ),
      count: z.int().describe('Rows of the person, held ones included.'),
      holds: z.array(PlannedHold),
      heldVersions: z
        .int()
        .optional()
        .describe('Values that holds keep from before the rows were edited; they go with the release.'),
      retentions: z
        .array(PlannedRetention)
        .optional()
        .describe('Rows that the data map keeps; a hold may keep them as well.'),
      purpose: purpose.optional(),
      citation: z.string().optional(),
    }),
  ),
  notTheirs: z
    .array(z.object({ source: z.string(), collection: z.string(), rows: z.int() }))
    .optional()
    .describe('Rows that the person says are not theirs: left as they are, and in no count above.'),
  restrictionsInForce: PersonRestrictionsView,
});

const place = { source: z.string(), collection: z.string(), title: z.string() };

export const ReceiptView = z.object({
  schemaVersion: z
    .union([z.literal(1), z.literal(2)])
    .describe('2 since `detached` is told from `anonymised`; a receipt stays as it was signed.'),
  reference: z.string(),
  site: z.string(),
  locale: z.enum(LOCALES),
  regime: z.string(),
  receivedAt: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  madeAt: z.iso.datetime(),
  outcome: z.enum(['completed', 'deferred']),
  addressDigest: z.string().optional().describe('SHA-256 of salt and address; the last mail has the salt.'),
  erased: z.array(
    z.object({
      ...place,
      category,
      action: z
        .enum(['erased', 'anonymised', 'detached'])
        .describe(
          'erased: gone. anonymised: stays without anything that leads to the person. detached: its text stays, as the person chose, without its author.',
        ),
      shortened: z
        .literal(true)
        .optional()
        .describe('IP addresses of rows that stay are cut to their network.'),
      count: z.int(),
    }),
  ),
  retained: z.array(
    z.object({
      ...place,
      categories: z.array(category).optional(),
      count: z.int(),
      earlier: z
        .literal(true)
        .optional()
        .describe('Not records but values that they held before they were edited.'),
      purpose: purpose.optional(),
      citation: z.string().optional(),
      reviewOn: z.iso
        .date()
        .optional()
        .describe('The next review: of a hold, or of what is kept without an end.'),
      until: z
        .string()
        .optional()
        .describe('When keeping them ends: an instant, or the last day where the office is.'),
      records: z.array(z.string()).optional(),
    }),
  ),
  notTheirs: z
    .array(z.object({ ...place, count: z.int() }))
    .optional()
    .describe('Rows that the person said are not theirs: left as they are.'),
  searched: z
    .array(
      z.object({
        system: z.string(),
        title: z.string(),
        outcome: z.enum(['nothing', 'erased', 'expires']),
        until: z.iso.date().optional().describe('With expires: the day by which what is in it is gone.'),
      }),
    )
    .optional()
    .describe('Systems that are no databases, and what admins found in them.'),
  statement: z.string(),
  checkpoint: z
    .string()
    .nullable()
    .describe('The last checkpoint of the log before it was made, as a signed note; null before the first.'),
  kid: z.string(),
  signature: z.string().describe('Ed25519 over the canonical JSON (RFC 8785) of everything else, base64url.'),
});
