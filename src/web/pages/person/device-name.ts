import { getParser } from 'bowser';

/** What a session was opened with, by the names that people know; what is not known is missing. */
export interface DeviceName {
  readonly browser?: string;
  readonly system?: string;
}

/** The name with which a program that is no browser introduces itself, as `curl/8.5.0` does (RFC 9110, 10.1.5). */
const PRODUCT = /^(?!Mozilla\b)[A-Za-z][\w.-]{0,39}(?=[/ ]|$)/;

/** @param userAgent the header as it came, or null where there was none. It says what its sender likes, so it proves nothing. */
export function deviceName(userAgent: string | null): DeviceName {
  if (userAgent === null || userAgent.trim() === '') return {};
  const { browser, os } = getParser(userAgent).getResult();
  return {
    browser: named(browser.name) ?? PRODUCT.exec(userAgent)?.[0],
    system: named(os.name),
  };
}

/** Every browser calls itself Mozilla: the name says nothing. */
function named(name: string | undefined): string | undefined {
  return name === '' || name === 'Mozilla' ? undefined : name;
}
