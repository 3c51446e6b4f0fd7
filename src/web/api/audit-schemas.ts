import { z } from 'zod';
import { auditFilterFields } from '../../audit/audit-filter.js';
import { lang, line, paragraphs } from '../../platform/http/text-schemas.js';
import { LASTS } from '../../policy/written.js';
import { pageOf, paging } from './page-schema.js';

const { action, reference, outcome, from, to, ip, q } = auditFilterFields;

const GOING = `Values stay for ${LASTS.auditValues}, but for holds.`;

export const AuditQuery = z.strictObject({
  ...paging,
  lang,
  action: action.optional().describe('An action, or a room with all of its actions: `auth.*`.'),
  actor: line(254)
    .optional()
    .describe(
      'A pseudonym out of the log, a user name, an address, a reference, or `system`, `operator`, `anonymous`.',
    ),
  subject: line(254)
    .optional()
    .describe('A pseudonym out of the log, a user name, an address, or a reference.'),
  reference: reference.optional(),
  outcome: outcome.optional(),
  ip: ip.optional().describe(`An address or a network such as 192.0.2.0/24. ${GOING}`),
  from: from.optional(),
  to: to.optional(),
  q: q.optional().describe(`The beginning of a value, an action or a reference. ${GOING}`),
});

/** The number of an event, as it stands in a path. */
export const eventNumber = z.string().regex(/^\d{1,15}$/, 'A whole number.');

export const AuditEventParams = z.object({ seq: eventNumber });

export const UnmaskBody = z.strictObject({
  reason: paragraphs(500).describe('Why the values of this event have to be seen.'),
});

export const AuditEventView = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  action: z.string(),
  outcome: z.enum(['success', 'failure', 'denied']),
  actor: z.object({
    type: z.string(),
    id: z.string().optional(),
    username: z
      .string()
      .optional()
      .describe('Of somebody who works for the site, in an unmasked event alone.'),
  }),
  subject: z.string().optional(),
  reference: z.string().optional(),
  ip: z.string().optional(),
  userAgent: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
  values: z.record(z.string(), z.string()).optional(),
});

export const AuditPageView = pageOf(AuditEventView).extend({
  partial: z
    .boolean()
    .describe(
      'True where the time for a page was over before it was full, or empty: `next` goes on from there. Whoever wants every match goes on until `next` is null.',
    ),
  searchedBackTo: z.iso
    .datetime()
    .optional()
    .describe('On a partial page, the time of the oldest event that was looked at.'),
});
