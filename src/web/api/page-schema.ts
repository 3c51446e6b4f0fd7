import { z } from 'zod';
import { cursor, limit } from '../../platform/http/text-schemas.js';

/** `?limit=` and `?cursor=` of every list. */
export const paging = { limit, cursor };

/** A page of a list. */
export const pageOf = (item: z.ZodType) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Pass back as ?cursor= for the next page.'),
  });
