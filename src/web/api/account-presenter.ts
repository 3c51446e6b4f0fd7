import { z } from 'zod';
import { ROLES } from '../../accounts/account.js';
import { type Profile } from '../../accounts/profiles.js';
import { LOCALES } from '../../platform/i18n/locale.js';

/** Everything the portal holds in a profile. */
export const AccountView = z.object({
  id: z.uuid(),
  username: z.string().describe('Never changes.'),
  email: z.string().describe('The confirmed address.'),
  pendingEmail: z.string().nullable().describe('A new address that waits for the link in the mail to it.'),
  role: z.enum(ROLES),
  displayName: z.string().nullable(),
  website: z.string().nullable(),
  about: z.string().nullable(),
  locale: z.enum(LOCALES),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  emailConfirmedAt: z.iso.datetime(),
  securedAt: z.iso.datetime().nullable().describe('Last reset of the password or change of the address.'),
});

export function presentAccount({ account, pendingEmail }: Profile): z.input<typeof AccountView> {
  return {
    id: account.id,
    username: account.username,
    email: account.email,
    pendingEmail,
    role: account.role,
    displayName: account.displayName,
    website: account.website,
    about: account.about,
    locale: account.locale,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
    emailConfirmedAt: account.emailConfirmedAt.toISOString(),
    securedAt: account.securedAt?.toISOString() ?? null,
  };
}
