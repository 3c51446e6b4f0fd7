import { type Locale } from '../platform/i18n/locale.js';

/** A registration as its mail needs it. */
export interface WaitingRegistration {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly locale: Locale;
}
