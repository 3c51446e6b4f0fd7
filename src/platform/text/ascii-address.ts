import { domainToASCII, domainToUnicode } from 'node:url';

/** What zod takes for an address, and those whose domain ends on a label of other letters (`xn--...`). */
export const EMAIL =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+([A-Za-z]{2,}|[Xx][Nn]--[A-Za-z0-9-]*[A-Za-z0-9])$/;

/** What the labels of a domain are made of, and the dots between them; nothing that an address of the web gives a meaning. */
const LABELS = /^[\p{L}\p{M}\p{N}\p{Join_Control}\-.\u3002\uFF0E\uFF61]+$/u;

/** Characters of the longest address, with blanks around it. */
const LONGEST = 300;

/** The parts around the last `@`; undefined where there is none. */
function parts(address: string): readonly [local: string, domain: string] | undefined {
  const at = address.lastIndexOf('@');
  return at < 0 ? undefined : [address.slice(0, at), address.slice(at + 1)];
}

/** Whether every character is of ASCII. */
export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

/**
 * The one spelling of an address: a domain of other letters as mail servers know it (`xn--...`, RFC 5891, mapped by UTS
 * 46). What has a domain of ASCII, or is no address, stays as it is.
 */
export function asciiAddress(address: string): string {
  // The work grows with the square of the length.
  if (address.length > LONGEST) return address;
  const [local, domain] = parts(address.trim()) ?? ['', ''];
  if (isAscii(domain) || !LABELS.test(domain)) return address;
  const ascii = domainToASCII(domain);
  return ascii === '' ? address : `${local}@${ascii}`;
}

/** Both spellings of an address under which rows of other systems may have it: once where there is only one. */
export function spellingsOf(address: string): readonly string[] {
  const ascii = asciiAddress(address);
  const [local, domain] = parts(ascii) ?? ['', ''];
  if (!/(^|\.)xn--/i.test(domain)) return [ascii];
  const letters = domainToUnicode(domain);
  return letters === '' ? [ascii] : [ascii, `${local}@${letters}`];
}
