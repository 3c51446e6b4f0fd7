const SEGMENT = /^[a-z0-9][a-z0-9.-]*$/;
const LONGEST_KEY = 200;

/**
 * Lets through only keys that name the same object in every store and never leave it: no empty part, none that starts
 * with a dot.
 * @throws Error for any other key, which is always a mistake in the calling code
 */
export function checkedKey(key: string): string {
  if (key.length > LONGEST_KEY || !key.split('/').every((part) => SEGMENT.test(part))) {
    throw new Error('An object key is made of lower-case letters, digits, hyphens, dots and slashes.');
  }
  return key;
}
