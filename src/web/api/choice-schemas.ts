import { z } from 'zod';
import { oneOf } from '../../platform/http/text-schemas.js';
import {
  COOKIE_CATEGORY_IDS,
  OPTIONAL_CATEGORIES,
  type OptionalCategory,
} from '../../policy/cookie-categories.js';

const optional = OPTIONAL_CATEGORIES as unknown as readonly [OptionalCategory, ...OptionalCategory[]];

export const AnswerKinds = oneOf(['accept_all', 'reject_all', 'settings']);

/** Categories that are accepted; all others are rejected. */
export const OptionalCategories = z
  .array(oneOf(optional), { error: 'A list of categories.' })
  .max(optional.length, 'Each category once.')
  .refine((list) => new Set(list).size === list.length, 'Each category once.');

export const ChoiceBody = z
  .strictObject({
    answer: AnswerKinds.describe('`settings` goes by `accepted`.'),
    accepted: OptionalCategories.optional(),
  })
  .refine(({ answer, accepted }) => answer !== 'settings' || accepted !== undefined, {
    path: ['accepted'],
    error: 'With `settings`, list the categories that are accepted; an empty list rejects all.',
  });

const instant = z.iso.datetime();

export const RecordView = z
  .looseObject({ record_id: z.uuid(), schema_version: z.string(), events: z.array(z.looseObject({})) })
  .describe('In the sections and fields of ISO/IEC TS 27560:2023: header, PII processing, parties, events.');

export const ShownView = z
  .looseObject({ language: z.string(), policyVersion: z.string() })
  .describe('Exactly what was shown.');

export const ChoiceView = z.object({
  asked: z.boolean().describe('Whether the banner asks: no answer counts.'),
  gpc: z.boolean().describe('The call carries `Sec-GPC: 1`.'),
  categories: z.array(
    z.object({
      category: z.enum(COOKIE_CATEGORY_IDS),
      accepted: z.boolean().describe('By the answer.'),
      allowed: z.boolean().describe('By the answer and the signal: what may be used now.'),
    }),
  ),
  choice: z
    .object({
      id: z.uuid(),
      how: AnswerKinds,
      gpc: z.boolean().describe('The signal came with the answer.'),
      policyVersion: z.string(),
      language: z.string(),
      decidedAt: instant,
      validUntil: instant,
      linked: z.boolean().describe('It is kept with an account.'),
    })
    .nullable(),
  record: RecordView.nullable(),
  shown: ShownView.nullable(),
});

export const ChoiceParams = z.object({ id: z.uuid().describe('The answer, as a consent names it.') });
export const KeptChoiceView = z.object({ record: RecordView, shown: ShownView });
