import { z } from 'zod';
import {
  dayOrInstant,
  emailAddress,
  lang,
  line,
  linkToken,
  oneOf,
  paragraphs,
} from '../../platform/http/text-schemas.js';
import { LOCALES } from '../../platform/i18n/locale.js';
import { REQUEST_KINDS } from '../../policy/request-kinds.js';
import { ACTING_AS, REQUEST_STATES } from '../../requests/request-kinds.js';
import { paging } from './page-schema.js';
import { PersonRestrictionsView, RestrictionView } from './restriction-schemas.js';

const kind = oneOf(REQUEST_KINDS);

/** An erasure is of everything; what is chosen is what becomes of comments. */
const scope = z.strictObject(
  { comments: oneOf(['delete', 'detach']) },
  { error: 'Say what becomes of comments: `comments`.' },
);

const asked = {
  kind,
  message: paragraphs(5000).optional(),
  scope: scope.optional(),
  actingAs: oneOf(ACTING_AS).optional(),
};

/** A scope says what an erasure takes in; the other kinds have none. */
const scopeFits = (form: { kind: string; scope?: unknown }) =>
  form.scope === undefined || form.kind === 'erasure';
const scopeProblem = { path: ['scope'], error: 'Only an erasure takes a scope; leave it out.' };

export const RequestFormBody = z
  .strictObject({ ...asked, email: emailAddress.optional() })
  .refine(scopeFits, scopeProblem);

/** Nothing older waits for an answer: an earlier day is a slip of the pen. */
const EARLIEST = new Date('2000-01-01T00:00:00Z');

export const OfficeFormBody = z
  .strictObject({
    ...asked,
    channel: oneOf(['letter', 'mail', 'in_person']),
    receivedAt: dayOrInstant.refine((at) => new Date(at) >= EARLIEST, 'Give a day from 2000-01-01 on.'),
    email: emailAddress.optional(),
    name: line(200).optional(),
    locale: oneOf(LOCALES).optional(),
  })
  .refine(scopeFits, scopeProblem);

export const TokenBody = z.strictObject({ token: linkToken });
export const LinkBody = z.strictObject({ email: emailAddress });
export const RefusalBody = z.strictObject({ ground: line(80), explanation: paragraphs(5000) });
export const StopBody = z.strictObject({ reason: paragraphs(2000) });
export const CompletionBody = z.strictObject({
  answer: paragraphs(5000).optional().describe('What the person is told beside that it is done.'),
});
export const ExtensionBody = z.strictObject({ reason: paragraphs(2000) });
export const AssignmentBody = z.strictObject({
  assignee: line(254).nullable().describe('An admin’s user name; null takes the case from whoever has it.'),
});
export const EmptyBody = z.strictObject({});

/** `R-7K3F-92QM`, in any letter case. */
export const ReferenceParams = z.object({
  reference: z
    .string()
    .toUpperCase()
    .regex(/^R-[2-9A-Z]{4}-[2-9A-Z]{4}$/),
});

export const OwnRequestsQuery = z.strictObject({ ...paging, lang });

const listOf = <const Values extends readonly [string, ...string[]]>(values: Values) => {
  const error = `One or more of ${values.join(', ')}, divided by commas.`;
  return z
    .string({ error })
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values, { error })).max(20, error));
};

const DUE = 'overdue, soon, or a last day such as 2026-03-05.';

const onlyTrue = z.literal('true', { error: 'true, or leave it out.' }).transform(() => true as const);

export const QueueQuery = z.strictObject({
  ...paging,
  lang,
  state: listOf(REQUEST_STATES).optional(),
  kind: listOf(REQUEST_KINDS).optional(),
  due: z.union([z.enum(['overdue', 'soon']), z.iso.date({ error: DUE })], { error: DUE }).optional(),
  assignee: line(254)
    .optional()
    .describe('An admin’s user name; `me` for the caller, `none` for cases that nobody has.'),
  held: onlyTrue.describe('Only cases of people whom a legal hold in force names.').optional(),
  second: onlyTrue.describe('Only erasures that wait for a second approval.').optional(),
  q: line(254).optional().describe('A reference or its beginning, or the person’s whole address.'),
});

export const RequestView = z.object({
  reference: z.string(),
  kind,
  state: z.enum(REQUEST_STATES),
  regime: z.string().describe('The law whose clock and grounds apply.'),
  receivedAt: z.iso.datetime(),
  dueOn: z.iso.date().describe('The last day, in the office’s time zone.'),
  dueAt: z.iso.datetime().describe('The end of that day, in UTC.'),
  dueBasis: z.enum(['law', 'target']).describe('Whether the law sets the date, or the office itself.'),
  scheduledFor: z.iso.datetime().nullable().describe('When an erasure that waits begins by itself.'),
  closedAt: z.iso.datetime().nullable(),
  canWithdraw: z.boolean(),
});

const timeline = z.array(
  z.object({
    at: z.iso.datetime(),
    step: z.string(),
    state: z.enum(REQUEST_STATES),
    actor: z.enum(['person', 'office', 'system']),
  }),
);

export const RequestDetailView = RequestView.extend({
  timeline,
  restriction: RestrictionView,
  refusal: z.object({ ground: z.string(), explanation: z.string() }).optional(),
});

export const QueueItemView = RequestView.extend({
  channel: z.string(),
  actingAs: z.enum(ACTING_AS),
  approvals: z.number(),
  approvalsNeeded: z.number(),
  overdue: z.boolean(),
  assigned: z.boolean(),
});

export const CaseView = QueueItemView.extend({
  timeline,
  restriction: RestrictionView,
  restrictionsInForce: PersonRestrictionsView,
  subject: z
    .object({ email: z.string().optional(), name: z.string().optional(), username: z.string().optional() })
    .nullable()
    .describe('Null once the case no longer knows who asked.'),
  notTheirs: z
    .array(z.object({ source: z.string(), collection: z.string(), rows: z.int() }))
    .describe('Rows that the person says are not theirs.'),
  scope: scope.nullable(),
  assignee: z.string().optional(),
  failure: z.string().nullable(),
  refusal: z.object({ ground: z.string(), explanation: z.string() }).optional(),
  messages: z.array(
    z.object({ at: z.iso.datetime(), author: z.enum(['person', 'office']), body: z.string() }),
  ),
  decisions: z.array(
    z.object({ at: z.iso.datetime(), decision: z.string(), decider: z.string().nullable() }),
  ),
});
