import { type Collection } from '../map/data-map.js';
import { phpEmptied } from './php-emptied.js';

/**
 * What erasing leaves of the value of a row of a name and a value that stays.
 * @param value its bytes, as the database holds them
 * @returns undefined where it stays as it is; nothing is left of a value that should have members and cannot be read
 */
export function emptiedValue(
  { entries }: Pick<Collection, 'entries'>,
  name: string,
  value: Buffer,
): Buffer | undefined {
  const found = entries?.keys.find(({ key, prefix }) =>
    key === undefined ? prefix !== undefined && name.startsWith(prefix) : name === key,
  );
  if (found?.erase === undefined) return undefined;
  const left = phpEmptied(value, found.erase.members) ?? Buffer.alloc(0);
  return left.equals(value) ? undefined : left;
}
