import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const words = z.string().trim().min(1).max(500);
const titles = z.strictObject({ ar: words, fr: words, en: words });

/** What a person may ask for that a system of no database is searched for. */
export const MANUAL_KINDS = ['export', 'erasure'] as const;

/** A system that people search by hand: a mailbox, a newsletter, the logs of a web server, backups. */
export const manualSystem = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and -, starting with a letter'),
  kind: z.literal('manual'),
  title: titles.describe('What people read, in Arabic, French and English.'),
  task: titles.optional().describe('What to search, and how: for the admin who does it.'),
  concerns: z
    .array(z.enum(MANUAL_KINDS))
    .min(1)
    .default([...MANUAL_KINDS])
    .describe('For which requests it is searched.'),
  rotates: z
    .string()
    .regex(
      /^P(?=\d)(?:\d{1,3}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?$/,
      'expected a duration of years, months, weeks or days, such as P90D',
    )
    .optional()
    .describe('What is in it goes by itself after this time, so nobody searches it: backups.'),
});

export type ManualSystem = Readonly<z.output<typeof manualSystem>>;
export type ManualKind = (typeof MANUAL_KINDS)[number];

/** Whether somebody has to search the system for a request of this kind. */
export function isSearched(system: ManualSystem, kind: string): boolean {
  return system.rotates === undefined && (system.concerns as readonly string[]).includes(kind);
}

/** @returns the local date by which what is in the system today is gone; undefined where it does not go by itself */
export function goneBy({ rotates }: ManualSystem, today: string): string | undefined {
  return rotates === undefined ? undefined : Temporal.PlainDate.from(today).add(rotates).toString();
}
