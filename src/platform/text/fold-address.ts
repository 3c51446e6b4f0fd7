/**
 * How addresses and user names compare: blanks around them dropped, ASCII letters folded, every other character as it
 * is. The same as `fold_address` in the database.
 */
export function foldAddress(address: string): string {
  return address.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
