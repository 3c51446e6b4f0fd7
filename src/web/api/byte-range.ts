import { type ByteRange } from '../../platform/storage/object-store.js';

/**
 * The one range that a `Range` header asks of `size` bytes (RFC 9110, section 14).
 * @returns undefined where the whole is to be sent: no header, another unit, several ranges, or text that is no range;
 *   `unsatisfiable` where the range lies outside
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/i.exec((header ?? '').trim());
  if (parts === null) return undefined;
  const [, first = '', last = ''] = parts;
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
