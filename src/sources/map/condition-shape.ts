import { z } from 'zod';

const sqlName = z.string().min(1).max(63);

export const constant = z.union([z.string(), z.number(), z.boolean()], {
  error: 'expected text, a number, true or false',
});

const TESTS = ['equals', 'oneOf', 'noneOf', 'startsWith', 'isNull'] as const;

const condition = z
  .strictObject({
    column: sqlName,
    equals: constant.optional().describe('The column holds this value.'),
    oneOf: z.array(constant).min(1).optional().describe('The column holds one of these values.'),
    noneOf: z
      .array(constant)
      .min(1)
      .optional()
      .describe('The column holds none of these values, or nothing at all.'),
    startsWith: z.string().min(1).optional().describe('What the column holds starts with this text.'),
    isNull: z.boolean().optional().describe('true: the column holds nothing; false: it holds something.'),
  })
  .refine((given) => TESTS.filter((test) => given[test] !== undefined).length === 1, {
    error: 'expected one of equals, oneOf, noneOf, startsWith and isNull',
  });

/** What must be true of a row beside whatever else is said of it. */
export const where = z.array(condition).min(1).optional().describe('All of these hold for the row as well.');

export type Condition = z.output<typeof condition>;
