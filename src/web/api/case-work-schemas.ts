import { z } from 'zod';
import { oneOf, paragraphs } from '../../platform/http/text-schemas.js';
import { EVERY_OUTCOME } from '../../requests/manual-checks.js';
import { BULK_ACTIONS } from '../../requests/request-bulk.js';

const REFERENCE = 'A reference such as R-7K3F-92QM.';
const reference = z
  .string({ error: REFERENCE })
  .toUpperCase()
  .regex(/^R-[2-9A-Z]{4}-[2-9A-Z]{4}$/, REFERENCE);

const MANY = 'A list of 1 to 100 references.';

export const BulkBody = z.strictObject({
  action: oneOf(BULK_ACTIONS).describe(
    'take: the cases become the caller’s own. acknowledge: their people are told.',
  ),
  references: z.array(reference, { error: MANY }).min(1, MANY).max(100, MANY),
});

export const BulkView = z.object({
  done: z.array(z.string()),
  skipped: z.array(z.string()).describe('The caller’s own, closed, done before, or gone.'),
  reasons: z
    .array(
      z.object({
        reference: z.string(),
        code: z.enum(['own-case', 'wrong-state', 'acknowledged-before', 'not-found']),
      }),
    )
    .describe('Why each was skipped.'),
});

export const NoteBody = z.strictObject({ body: paragraphs(5000) });

export const NoteView = z.object({
  at: z.iso.datetime(),
  author: z.string().nullable().describe('A user name; null once the account is gone.'),
  body: z.string(),
});

export const CheckParams = z.strictObject({ reference: z.string(), system: z.string() });

export const CheckBody = z.strictObject({
  outcome: oneOf(EVERY_OUTCOME).describe(
    'nothing: searched, and nothing was found. handed_over: given to the person otherwise (exports). erased; expires: it goes by itself (erasures).',
  ),
  expiresOn: z.iso
    .date('A day such as 2027-03-05.')
    .optional()
    .describe('With expires: the day, today or later, by which it is gone.'),
});

export const CheckView = z.object({
  system: z.string(),
  title: z.object({ ar: z.string(), fr: z.string(), en: z.string() }),
  outcome: z.enum(EVERY_OUTCOME).nullable().describe('null: nobody has answered yet, or nobody has to.'),
  expiresOn: z.iso.date().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  answeredBy: z.string().nullable().describe('A user name; null once the account is gone.'),
  goneBy: z.iso.date().nullable().describe('Where nobody searches it: when what is in it today is gone.'),
});
