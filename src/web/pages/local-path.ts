const LONGEST = 500;

/**
 * A path of this portal to go on to, as somebody sent it: it starts with a single `/` and names no other site. Browsers
 * read `\` as `/` and skip tabs and line breaks, so none of them may stand in it. Its language is left out: links choose
 * their own.
 * @returns undefined for anything else
 */
export function localPath(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > LONGEST) return undefined;
  if (!/^\/[^\\#\s\p{Cc}]*$/u.test(text) || text.includes('//')) return undefined;
  const url = new URL(text, 'http://portal.invalid');
  if (url.searchParams.has('lang')) url.searchParams.delete('lang');
  return url.pathname + url.search;
}
