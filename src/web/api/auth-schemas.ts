import { z } from 'zod';
import { password } from '../../accounts/account-fields.js';
import { emailAddress, line, linkToken } from '../../platform/http/text-schemas.js';
import { retention } from '../../policy/retention.js';

const MOST_DAYS = retention.apiToken / 86_400_000;

/** A password as typed to sign in: whatever it is, it is checked, never judged. */
const typedPassword = z
  .string({ error: 'Give the password.' })
  .min(1, 'Give the password.')
  .max(1000, 'Too long.');

export const LoginBody = z.strictObject({
  login: line(254).describe('User name or e-mail address.'),
  password: typedPassword,
  rememberMe: z.boolean({ error: 'true or false.' }).optional(),
});

export const StepUpBody = z.strictObject({ password: typedPassword });
export const LinkBody = z.strictObject({ token: linkToken });
export const ResetBody = z.strictObject({ email: emailAddress });
export const NewPasswordBody = z.strictObject({ token: linkToken, password });

export const TokenForm = z.strictObject({
  name: line(80).describe('What the token is for, as its owner calls it.'),
  days: z
    .int(`A whole number from 1 to ${MOST_DAYS}.`)
    .min(1, `A whole number from 1 to ${MOST_DAYS}.`)
    .max(MOST_DAYS, `A whole number from 1 to ${MOST_DAYS}.`),
});

export const TokenParams = z.object({ id: z.uuid() });
export const SessionParams = z.object({ id: z.uuid().describe('As the list of sessions names it.') });

export const TokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export const NewTokenView = TokenView.extend({ token: z.string().describe('Shown this once.') });

export const SessionView = z.object({
  id: z.uuid(),
  current: z.boolean(),
  remembered: z.boolean(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.iso.datetime(),
  authenticatedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.null() });
