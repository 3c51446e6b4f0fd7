import { type Role } from '../../accounts/account.js';
import { type Locale } from '../../platform/i18n/locale.js';
import { type PageKey } from '../words/words.js';

/** How somebody wants lists. */
export interface ScreenOptions {
  /** Rows on a page. */
  readonly rows: number;
  /** Rows stand close. */
  readonly compact: boolean;
}

/** What every page is told, whatever it shows. */
export interface PageFrame {
  readonly locale: Locale;
  /** The language was chosen by `?lang=`: links and forms carry it on. */
  readonly chosen: boolean;
  /** Path of this page, without query: forms post to it. */
  readonly path: string;
  /** The rest of its address, without `lang`, starting with `&`, or empty: what the links of the languages keep. */
  readonly query: string;
  /** Where the links of the languages lead: undefined for this page's own address, which they do not name. */
  readonly openAt?: string;
  /**
   * The form that the links of the languages send, as buttons, so that what was typed in it stays: its id, and the field
   * and value that ask for the same page. The form takes them at this page's path.
   */
  readonly languageForm?: { readonly id: string; readonly name?: string; readonly value?: string };
  /** The site's own name. */
  readonly site: string;
  /** The office's time zone. */
  readonly zone: string;
  /** In the demo alone: says so, and links to the mailbox. */
  readonly demo: boolean;
  /** One person's approval is enough here, as every page of the office says. */
  readonly oneApproval: boolean;
  /** Role of the account that is signed in. */
  readonly role?: Role;
  /** Name of the account that is signed in. */
  readonly signedInAs?: string;
  /** Where a form that signs out posts to. */
  readonly signOutPath?: string;
  /** Asks about cookies: no answer counts for this browser. `signal`: it sends `Sec-GPC: 1`. */
  readonly banner?: { readonly signal: boolean };
  /** How this browser's user arranged lists; absent for the usual way. */
  readonly screen?: ScreenOptions;
  /** What was just done, said on top of the page: the value of `?done`, where the catalogue has `done.{value}`. */
  readonly done?: PageKey;
}

/** `path` with the chosen language kept. */
export function linkTo(frame: Pick<PageFrame, 'chosen' | 'locale'>, path: string): string {
  return frame.chosen ? `${path}${path.includes('?') ? '&' : '?'}lang=${frame.locale}` : path;
}
