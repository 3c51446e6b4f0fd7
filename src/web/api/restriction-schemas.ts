import { z } from 'zod';
import { paragraphs } from '../../platform/http/text-schemas.js';
import { LIFTED_BY } from '../../requests/restriction.js';

export const LiftBody = z.strictObject({ reason: paragraphs(2000).describe('As the person is told.') });

export const RestrictionView = z
  .object({
    state: z.enum(['in_force', 'lifting', 'lifted']).describe('`lifting`: in force until `liftAt`.'),
    since: z.iso.datetime(),
    hiddenAt: z.iso
      .datetime()
      .nullable()
      .describe('When all was hidden that the portal hides; null while that is under way.'),
    liftAt: z.iso.datetime().nullable().describe('When it ends by itself, as the person was told.'),
    reason: z.string().nullable().describe('Why the office ends it.'),
    liftedAt: z.iso.datetime().nullable(),
    liftedBy: z.enum(LIFTED_BY).nullable(),
  })
  .nullable()
  .describe('What an approved request for restriction brought into force; null for every other.');

export const PersonRestrictionView = z.object({
  reference: z.string().describe('Of the request that brought it into force.'),
  since: z.iso.datetime(),
  liftAt: z.iso.datetime().nullable().describe('When it ends by itself, as the person was told.'),
  askedAfter: z
    .boolean()
    .describe('Whether it was asked for after this erasure: then no approval is taken while it is in force.'),
});

export const PersonRestrictionsView = z
  .array(PersonRestrictionView)
  .describe(
    'Restrictions in force of the person whose erasure it is, until it is over: the erasure takes what they keep hidden, and ends them.',
  );
