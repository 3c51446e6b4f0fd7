import { z } from 'zod';

const WHOLE = 'A whole number below 2^53.';
const ABOVE = 'A whole number from 1 on, below 2^53.';

const wholeNumber = z
  .string({ error: WHOLE })
  .regex(/^\d+$/, WHOLE)
  .transform(Number)
  .refine(Number.isSafeInteger, WHOLE);

const size = wholeNumber.refine((number) => number > 0, ABOVE);

const hash = z.string().describe('32 bytes in base64.');

export const InclusionQuery = z.strictObject({
  seq: wholeNumber.describe('The number of the event.'),
  size: size.optional().describe('Events of the tree; those of the latest checkpoint where left out.'),
});

export const ConsistencyQuery = z.strictObject({
  from: size.describe('Events of the smaller tree.'),
  to: size.optional().describe('Events of the greater tree; those of the latest checkpoint where left out.'),
});

export const InclusionView = z.object({
  seq: z.int(),
  size: z.int(),
  leafHash: hash,
  hashes: z.array(hash).describe('The path from the leaf to the root (RFC 6962, section 2.1.1).'),
  root: hash,
});

export const ConsistencyView = z.object({
  from: z.int(),
  to: z.int(),
  fromRoot: hash,
  toRoot: hash,
  hashes: z.array(hash).describe('RFC 6962, section 2.1.2; none where both sizes are equal.'),
});

export const DisclosureView = z.object({
  seq: z.int(),
  leaf: z.string().describe('The exact bytes of the leaf, as text.'),
  values: z.array(
    z.object({
      field: z.string(),
      value: z.string(),
      salt: z.string().describe('32 bytes as base64url without padding.'),
      digest: z.string().optional().describe('As the leaf has it; absent where it has none.'),
    }),
  ),
});
