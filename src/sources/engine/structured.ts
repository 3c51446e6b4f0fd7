import { type Secret, type ValueFormat } from '../map/format-shape.js';
import { phpValue } from './php-value.js';

/** How a value is handed out that is more than its text. */
export interface Structure {
  readonly format?: ValueFormat;
  readonly secret?: readonly Secret[];
}

/**
 * A value as JSON: structured where its text is, else as it is, else null where parts of it may not be handed out.
 * @param written the value as JSON, from the database
 */
export function structured(written: string, { format, secret = [] }: Structure): string {
  if (format === undefined || !written.startsWith('"')) return written;
  const text = JSON.parse(written) as string;
  const found = format === 'php' ? phpJson(text, secret) : plainJson(text, secret);
  return found ?? (secret.length > 0 ? 'null' : written);
}

function phpJson(text: string, secret: readonly Secret[]): string | undefined {
  const found = phpValue(text);
  if (found === undefined) return undefined;
  try {
    return asJson(found.value, secret);
  } catch {
    // Deeper than can be written.
    return undefined;
  }
}

/** Its own text where nothing is left out, since numbers then keep all their digits. */
function plainJson(text: string, secret: readonly Secret[]): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return secret.length > 0 ? asJson(value, secret) : text.replace(/[\r\n]/g, ' ');
  } catch {
    return undefined;
  }
}

/** Integers that JavaScript cannot hold become text. */
function asJson(value: unknown, secret: readonly Secret[]): string | undefined {
  const hidden = new Set(secret.map(({ member }) => member).filter((member) => member !== undefined));
  const nameless = secret.some(({ names }) => names) && typeof value === 'object' && value !== null;
  return JSON.stringify(nameless ? Object.values(value) : value, (name, held: unknown) => {
    if (hidden.has(name)) return undefined;
    return typeof held === 'bigint' ? String(held) : held;
  });
}
