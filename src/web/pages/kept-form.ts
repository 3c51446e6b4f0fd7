import { type Request } from 'express';
import { z } from 'zod';
import { localPath } from './local-path.js';

/**
 * A form with typed text that was refused since nobody was signed in any more. It goes back to the browser that sent it, in
 * the answer's hidden fields, and comes again with the sign-in: it is never stored, logged or put into an address. Whose
 * session had ended nobody can tell once its row is gone, so nothing is sent before whoever signed in has seen the text.
 */
export interface KeptForm {
  /** Where it was posted to. */
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** Fields in which people write sentences: what would be a pity to lose. */
const TYPED: readonly string[] = [
  'message',
  'body',
  'note',
  'reason',
  'explanation',
  'answer',
  'about',
  'citation',
];

/** What goes back to no browser. */
const SECRETS: readonly string[] = ['password', 'current', 'login', 'token', 'kept'];

const schema = z.object({
  path: z.string().transform((text) => localPath(text) ?? '/'),
  fields: z.array(z.tuple([z.string(), z.string()])).max(100),
});

/** The posted form, where it has typed text; undefined for any other call. */
export function keptForm(request: Request): KeptForm | undefined {
  const path = localPath(request.originalUrl);
  if (request.method !== 'POST' || path === undefined) return undefined;
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const fields = Object.entries(body)
    .filter(([name]) => !SECRETS.includes(name))
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const))
    .filter((field): field is readonly [string, string] => typeof field[1] === 'string');
  const kept = { path, fields };
  return typedTexts(kept).length === 0 ? undefined : kept;
}

/** A kept form in one hidden field. */
export function writtenKept(kept: KeptForm): string {
  return JSON.stringify(kept);
}

/** What `writtenKept` wrote; undefined for any other text. */
export function readKept(text: string): KeptForm | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The sentences in it. */
export function typedTexts({ fields }: KeptForm): string[] {
  return fields.flatMap(([name, value]) => (TYPED.includes(name) && value.trim() !== '' ? [value] : []));
}
