import { z } from 'zod';
import { constant } from './condition-shape.js';
import { sqlName } from './shared-shapes.js';

/** How rows are kept from being shown that a hold keeps from an erasure. */
export const restrict = z
  .strictObject({
    column: sqlName,
    value: constant.describe('What the column holds of a row that is not shown.'),
    shown: z
      .array(constant)
      .min(1)
      .optional()
      .describe('What it holds of rows that are shown: others stay as they are. Every row, where left out.'),
  })
  .optional()
  .describe(
    'Set while a hold keeps the row from an erasure, and set back once none does; what it held is remembered by the portal.',
  );
