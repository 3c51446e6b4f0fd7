import { z } from 'zod';
import { HOLD_PURPOSES, HOLD_STATES, HOLD_VISIBILITIES } from '../../holds/hold.js';
import { HOLD_STEPS } from '../../holds/hold-history.js';
import {
  dayOrInstant,
  emailAddress,
  lang,
  line,
  oneOf,
  paragraphs,
} from '../../platform/http/text-schemas.js';
import { CATEGORIES } from '../../policy/purposes.js';
import { paging } from './page-schema.js';

const scopeBody = z.strictObject(
  {
    email: emailAddress.optional(),
    source: line(63).optional(),
    collection: line(63).optional(),
    category: oneOf(CATEGORIES).optional(),
    articleId: line(200).optional(),
    recordIds: z
      .array(line(200), { error: 'Give a list of record ids.' })
      .min(1, 'Name at least one.')
      .max(1000, 'At most 1000.')
      .optional(),
    from: dayOrInstant.optional(),
    to: dayOrInstant.optional().describe('A day counts to its end.'),
  },
  { error: 'Say what is held; everything that is given must be true of a record.' },
);

export const HoldFormBody = z.strictObject({
  id: z
    .uuidv7({ error: 'A UUID of version 7 (RFC 9562).' })
    .optional()
    .describe('Id of the hold to be: the same call sent twice places one hold. By default a new one.'),
  matter: line(300),
  purpose: oneOf(HOLD_PURPOSES),
  citation: line(500).describe(
    'The rule or order that the hold stands on; people whom it concerns may read it.',
  ),
  scope: scopeBody,
  reviewOn: z.iso.date({ error: 'Give a day such as 2027-03-05.' }),
  visibility: oneOf(HOLD_VISIBILITIES).default('open'),
});

export const ReviewBody = z.strictObject({
  reviewOn: z.iso.date({ error: 'Give a day such as 2027-03-05.' }),
  reason: paragraphs(2000),
});
export const VersionsBody = z.strictObject({ reason: paragraphs(2000), ...paging });
export const ReleaseBody = z.strictObject({ reason: paragraphs(2000) });
export const KeepBody = z.strictObject({ reason: paragraphs(2000).optional() });
export const HoldParams = z.object({ id: z.uuid() });
export const HoldsQuery = z.strictObject({
  ...paging,
  lang,
  state: oneOf(HOLD_STATES).optional(),
  purpose: oneOf(HOLD_PURPOSES).optional(),
  review: oneOf(['over']).optional().describe('In force, and the review date has come.'),
  matter: line(300).optional().describe('A part of the matter.'),
  email: emailAddress
    .optional()
    .describe('The whole address that a hold names, also where only its hash is kept by now.'),
});

const person = z.string().nullable().describe('A user name; null for an account that is gone.');

export const HoldView = z.object({
  id: z.uuid(),
  matter: z.string(),
  purpose: z.enum(HOLD_PURPOSES),
  citation: z.string(),
  scope: z.object({
    email: z.string().optional(),
    emailForgotten: z
      .literal(true)
      .optional()
      .describe('It named an address, of which a keyed hash is left.'),
    source: z.string().optional(),
    collection: z.string().optional(),
    category: z.enum(CATEGORIES).optional(),
    articleId: z.string().optional(),
    recordIds: z.array(z.string()).optional(),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
  }),
  reviewOn: z.iso.date(),
  visibility: z.enum(HOLD_VISIBILITIES),
  state: z.enum(HOLD_STATES),
  placedBy: person,
  placedAt: z.iso.datetime(),
  inForceAt: z.iso
    .datetime()
    .nullable()
    .describe('Nothing that the hold names is erased from then on; null while it is `placing`.'),
  release: z
    .object({
      reason: z.string(),
      askedBy: person,
      askedAt: z.iso.datetime(),
      confirmedBy: person,
      confirmedAt: z.iso.datetime().nullable(),
      releaseAt: z.iso.datetime().describe('It takes effect then, once it is confirmed.'),
    })
    .nullable(),
  releasedAt: z.iso.datetime().nullable(),
});

export const HoldDetailView = HoldView.extend({
  history: z.array(
    z.object({
      step: z.enum(HOLD_STEPS),
      at: z.iso.datetime(),
      by: person
        .optional()
        .describe('A user name; null for an account that is gone; absent where time did it.'),
      reason: z.string().optional(),
      reviewOn: z.iso.date().optional().describe('The day to which the review was moved.'),
    }),
  ),
  heldVersions: z.int().describe('Values that were edited while held, and are kept for this hold.'),
  versions: z
    .array(
      z.object({
        source: z.string(),
        collection: z.string(),
        category: z.enum(CATEGORIES).optional(),
        at: z.iso.datetime().describe('When they were edited.'),
        count: z.int(),
      }),
    )
    .describe('The latest of these edits; the values themselves are a call of their own.'),
});

export const KeptValueView = z.object({
  source: z.string(),
  collection: z.string(),
  key: z.array(z.string()),
  field: z.string(),
  value: z.string().describe('What the field held before the edit.'),
  at: z.iso.datetime(),
});
