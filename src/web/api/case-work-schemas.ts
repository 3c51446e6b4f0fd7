import { z } from 'zod';
import { oneOf, paragraphs } from '../../platform/http/text-schemas.js';
import { BULK_ACTIONS } from '../../requests/request-bulk.js';
import { ReferenceParams } from './request-schemas.js';

const MANY = 'A list of 1 to 100 references.';

export const BulkBody = z.strictObject({
  action: oneOf(BULK_ACTIONS).describe(
    'take: the cases become the caller’s own. acknowledge: their people are told.',
  ),
  references: z.array(ReferenceParams.shape.reference, { error: MANY }).min(1, MANY).max(100, MANY),
});

export const BulkView = z.object({
  done: z.array(z.string()),
  skipped: z.array(z.string()).describe('The caller’s own, closed, done before, or gone.'),
});

export const NoteBody = z.strictObject({ body: paragraphs(5000) });

export const NoteView = z.object({
  at: z.iso.datetime(),
  author: z.string().nullable().describe('A user name; null once the account is gone.'),
  body: z.string(),
});
