import { z } from 'zod';
import { HOLD_PURPOSES } from '../../holds/hold.js';
import { paragraphs } from '../../platform/http/text-schemas.js';

const instant = z.iso.datetime();

export const RetentionView = z.object({
  rules: z.array(
    z.object({
      rule: z.string().describe('The collection as the published policy names it, or a name of its own.'),
      job: z.string().describe('The job that deletes.'),
      durations: z.array(z.string()).describe('ISO 8601; none where no fixed length applies.'),
      nextAt: instant.nullable().describe('When it runs next; null while it runs, or where it failed.'),
      due: z
        .object({
          removed: z.int().describe('Rows that the next run removes.'),
          kept: z.int().describe('Rows that it would remove but for holds.'),
          more: z.boolean().describe('There are more than were counted.'),
        })
        .nullable()
        .describe('Null where counting took longer than five seconds.'),
      holds: z.array(
        z.object({ id: z.uuid(), matter: z.string(), purpose: z.enum(HOLD_PURPOSES), rows: z.int() }),
      ),
      lastRunAt: instant.nullable().describe('When it last came to its end; null where that is long ago.'),
      last: z
        .object({ at: instant, removed: z.int() })
        .nullable()
        .describe('The last run that removed something.'),
    }),
  ),
});

export const LastingParams = z.object({
  source: z.string().describe('As the sources file names it.'),
  collection: z.string(),
});

export const RetentionReviewBody = z.strictObject({ reason: paragraphs(2000) });

export const LastingView = z.object({
  source: z.string(),
  collection: z.string(),
  purpose: z.enum(HOLD_PURPOSES),
  citation: z.string(),
  since: instant.describe('Since when it is kept here for this purpose and citation.'),
  reviewedAt: instant.nullable().describe('Null before the first review.'),
  reviewedBy: z.string().nullable().describe('A user name; null also where the account is closed.'),
  reviewOn: z.iso.date().describe('Of the next review.'),
});
