import { z } from 'zod';
import { REQUEST_KINDS } from './request-kinds.js';

/**
 * How sure a value is: `seen` (read in the law or on the authority's own page), `settled` (well known, not read again),
 * `probable` (to be checked before anybody relies on it), `doubtful`.
 */
const sure = z.enum(['seen', 'settled', 'probable', 'doubtful']);
const cite = z.string().trim().min(1);
const id = z.string().regex(/^[a-z]+(?:_[a-z]+)*$/, 'a name of small letters and _');
const day = z.iso.date();
const names = z.strictObject({ ar: z.string().min(1), fr: z.string().min(1), en: z.string().min(1) });

/**
 * `month`: to the same date, or the month's last day where there is none. `calendar_day` and `clear_day`: the day of
 * receipt plus that many. `business_day`: working days after the day of receipt.
 */
const unit = z.enum(['month', 'calendar_day', 'clear_day', 'business_day']);

const extension = z.strictObject({
  /** Added to the answer's own length, in its unit; the sum runs from receipt. */
  by: z.int().min(1).max(366),
  cite: cite.optional(),
  sure,
});

const clockRule = {
  for: z.array(z.enum(REQUEST_KINDS)).min(1),
  within: z.int().min(1).max(366),
  unit,
  /** Receipts before this day are under no such rule. */
  from: day.optional(),
  cite: cite.optional(),
  sure,
};

const answer = z.strictObject({
  ...clockRule,
  /** A last day that is no working day gives way to the next working day. */
  roll: z.boolean(),
  extension: extension.optional(),
});

const acknowledgement = z.strictObject(clockRule);

const HIJRI_MONTHS = [
  'Muharram',
  'Safar',
  'Rabi al-awwal',
  'Rabi al-thani',
  'Jumada al-awwal',
  'Jumada al-thani',
  'Rajab',
  'Shaban',
  'Ramadan',
  'Shawwal',
  'Dhu al-Qidah',
  'Dhu al-Hijjah',
];
const yearly = /^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const hijri = new RegExp(`^(?:[1-9]|[12]\\d|30) (?:${HIJRI_MONTHS.join('|')})$`);

const addedDay = z
  .string()
  .refine(
    (text) => yearly.test(text) || hijri.test(text) || day.safeParse(text).success,
    'a day such as 01-14 (each year), 2026-03-21 or 2 Shawwal',
  );
const droppedDay = z
  .string()
  .refine((text) => yearly.test(text) || day.safeParse(text).success, 'a day such as 01-14 or 2026-03-21');

const working = z.strictObject({
  weekend: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).max(3),
  /** A region of the holidays' library: a country, or a country and its state, such as US-CA. */
  region: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, 'a region such as MA or US-CA'),
  /** Public holidays that the library lacks, and its days that are none. Announced dates go here. */
  add: z.array(addedDay).default([]),
  drop: z.array(droppedDay).default([]),
  sure,
});

export const regimeSchema = z
  .strictObject({
    code: z.string().regex(/^[A-Z]{2,5}(?:-[A-Z]{2})?$/, 'a code such as MA or US-CA'),
    names,
    /** Whether this regime is offered to operators; the others load, but were not reviewed. */
    reviewed: z.boolean(),
    working,
    answers: z.array(answer),
    acknowledgements: z.array(acknowledgement).default([]),
    /** The office's own target where the law sets no figure; absent: the file's. */
    targetDays: z.int().min(1).max(366).optional(),
    clock: z.strictObject({
      starts: z.enum(['receipt', 'complete_request']),
      pauses: z.array(z.enum(['identity', 'clarification', 'fee'])),
      cite: cite.optional(),
      sure,
    }),
    authority: z.strictObject({ names, url: z.url({ protocol: /^https?$/ }), sure }),
    refusalNotice: z.strictObject({ elements: z.array(id).min(1), cite: cite.optional(), sure }),
    refusalGrounds: z.array(z.strictObject({ id, cite: cite.optional(), sure })).min(1),
    note: z.string().optional(),
  })
  .superRefine((regime, context) => {
    for (const part of ['answers', 'acknowledgements'] as const) {
      const kinds = regime[part].flatMap((rule) => rule.for);
      for (const kind of kinds.filter((one, at) => kinds.indexOf(one) !== at)) {
        context.addIssue({ code: 'custom', path: [part], message: `${kind} has more than one rule` });
      }
    }
    const grounds = regime.refusalGrounds.map((ground) => ground.id);
    for (const twice of grounds.filter((one, at) => grounds.indexOf(one) !== at)) {
      context.addIssue({ code: 'custom', path: ['refusalGrounds'], message: `${twice} is there twice` });
    }
  })
  .transform((regime) => ({
    ...regime,
    name: regime.names.en,
    authority: { ...regime.authority, name: regime.authority.names.en },
  }));

/** One law as an office applies it: its clock, its grounds for refusing, its authority. Configuration, not advice. */
export type Regime = Readonly<z.output<typeof regimeSchema>>;
export type AnswerRule = Readonly<z.output<typeof answer>>;
export type AcknowledgementRule = Readonly<z.output<typeof acknowledgement>>;
export type WorkingDays = Readonly<z.output<typeof working>>;
export type PeriodUnit = z.output<typeof unit>;
