import { z } from 'zod';
import { CHECK_OUTCOMES, FAILURES, UNKNOWN_REASONS } from '../../evidence/promise-check.js';

const titles = z.object({ ar: z.string(), fr: z.string(), en: z.string() });

export const EvidenceView = z.object({
  promises: z.array(
    z.object({
      id: z.string().describe('As in the policy, `P01` to `P28`.'),
      text: titles.describe('What the version of the policy promises that holds now.'),
      check: z
        .object({
          checkedAt: z.iso.datetime(),
          outcome: z
            .enum(CHECK_OUTCOMES)
            .describe('`unknown`: the portal cannot tell, for the reason given.'),
          reason: z
            .enum([...UNKNOWN_REASONS, ...FAILURES])
            .nullable()
            .describe('What is wrong, or why nothing can be told; null where the promise is kept.'),
          figures: z
            .record(z.string(), z.union([z.number(), z.string()]))
            .describe('Counts, seconds and instants by name; nothing of any person.'),
        })
        .nullable()
        .describe('The last one; null before the first.'),
    }),
  ),
});
