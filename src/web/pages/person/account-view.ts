import { type Profile } from '../../../accounts/profiles.js';
import { type SessionSummary } from '../../../auth/sessions.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { LOCALES, type Titles } from '../../../platform/i18n/locale.js';
import { type PageFrame } from '../../layout/frame.js';
import { type DeviceName, deviceName } from './device-name.js';

/** The languages by their own names, as lists of languages show them. */
export const LANGUAGES: Titles = { ar: 'العربية', fr: 'Français', en: 'English' };

export const LANGUAGE_CHOICES = LOCALES.map((locale) => ({ value: locale, label: LANGUAGES[locale] }));

/** An account as its owner sees it. */
export interface AccountPageView {
  readonly frame: PageFrame;
  readonly username: string;
  readonly email: string;
  readonly pendingEmail?: string;
  readonly displayName?: string;
  readonly website?: string;
  readonly about?: string;
  readonly language: string;
  readonly since: string;
  readonly sessions: readonly {
    readonly id: string;
    readonly current: boolean;
    readonly ip?: string;
    readonly device: DeviceName;
    readonly openedAt: string;
    readonly until: string;
  }[];
}

export function presentAccountPage(
  frame: PageFrame,
  { account, pendingEmail }: Profile,
  sessions: readonly SessionSummary[],
  currentSession: string | undefined,
): AccountPageView {
  const at = (instant: Date) => writtenInstant(instant, frame.locale, frame.zone);
  return {
    frame,
    username: account.username,
    email: account.email,
    pendingEmail: pendingEmail ?? undefined,
    displayName: account.displayName ?? undefined,
    website: account.website ?? undefined,
    about: account.about ?? undefined,
    language: LANGUAGES[account.locale],
    since: at(account.createdAt),
    sessions: sessions.map((session) => ({
      id: session.id,
      current: session.id === currentSession,
      ip: session.ip ?? undefined,
      device: deviceName(session.userAgent),
      openedAt: at(session.createdAt),
      until: at(session.expiresAt),
    })),
  };
}
