import { z } from 'zod';
import { where } from './condition-shape.js';
import { sqlName } from './shared-shapes.js';

/** Numbers elsewhere that say how many rows of a collection there are. */
export const recounts = z
  .array(
    z
      .strictObject({
        table: sqlName,
        column: sqlName.describe('Column of that table that holds the number.'),
        key: sqlName.describe('Its unique column.'),
        of: sqlName.describe('Column of this collection that holds such a key.'),
        where,
      })
      .describe('A number that is counted anew when rows are deleted.'),
  )
  .default([]);

export type Recount = z.output<typeof recounts>[number];
