import { z } from 'zod';
import { ProfileChanges } from '../../accounts/account-fields.js';
import { HOLD_PURPOSES, HOLD_VISIBILITIES } from '../../holds/hold.js';
import { line, paragraphs } from '../../platform/http/text-schemas.js';
import { AccountView } from './account-presenter.js';

/** A reason that the log keeps beside the look or the edit (P21). */
const reason = paragraphs(500);

export const PeopleSearchBody = z.strictObject({
  q: line(254)
    .refine((text) => [...text].length >= 2, 'At least two characters.')
    .describe('A whole address, an account’s or person’s id, or the beginning of a user name or address.'),
});
export const PersonParams = z.object({ id: z.uuid() });
export const PersonLookBody = z.strictObject({ reason });
export const PersonEditBody = ProfileChanges.omit({ email: true }).extend({ reason });

const FoundAccountView = AccountView.pick({
  id: true,
  username: true,
  displayName: true,
  role: true,
  createdAt: true,
});

export const FoundPeopleView = z.object({
  items: z.array(z.object({ personId: z.uuid(), account: FoundAccountView.nullable() })),
  more: z.boolean().describe('There are others: give more of the name.'),
});

export const PersonAccountView = AccountView.omit({ pendingEmail: true });

export const PersonView = z.object({
  personId: z.uuid(),
  account: PersonAccountView.nullable().describe('Null for a guest.'),
  addresses: z.array(
    z.object({
      value: z.string(),
      verifiedAt: z.iso.datetime(),
      endedAt: z.iso.datetime().nullable().describe('Since when it says nothing about the person.'),
    }),
  ),
  requests: z.array(
    z.object({ reference: z.string(), kind: z.string(), state: z.string(), receivedAt: z.iso.datetime() }),
  ),
  holds: z.array(
    z.object({
      id: z.uuid(),
      matter: z.string(),
      purpose: z.enum(HOLD_PURPOSES),
      visibility: z.enum(HOLD_VISIBILITIES),
      reviewOn: z.iso.date(),
    }),
  ),
  bans: z.array(
    z.object({ id: z.uuid(), reason: z.string().nullable(), until: z.iso.datetime().nullable() }),
  ),
});
