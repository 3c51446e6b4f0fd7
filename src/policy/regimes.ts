import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Regime, regimeSchema } from './regime-schema.js';
import { isHolidayRegion } from './working-days.js';

/** A set of regimes that belong together: those shipped, or those with an operator's own values. */
export interface RegimeBook {
  /** The office's own target in days, where a regime sets no figure. */
  readonly targetDays: number;
  readonly regimes: ReadonlyMap<string, Regime>;
}

/** Thrown for a file of regimes that cannot be used; one line per problem. */
export class RegimesRefused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'RegimesRefused';
  }
}

const fileSchema = z.strictObject({
  targetDays: z.int().min(1).max(366).optional(),
  regimes: z.array(z.looseObject({ code: z.string() })).default([]),
});

/** The regimes as Athar ships them. */
export const SHIPPED_REGIMES: RegimeBook = read(
  readFileSync(new URL('./regimes.yaml', import.meta.url), 'utf8'),
  undefined,
);

/**
 * Reads an operator's file over the shipped regimes. A regime that is shipped needs only `code` and the parts to
 * replace (each part as a whole); a new one is complete.
 * @throws RegimesRefused with a line per value that cannot be used
 */
export function loadRegimes(yamlText: string, base: RegimeBook = SHIPPED_REGIMES): RegimeBook {
  const book = read(yamlText, base);
  const unknown = [...book.regimes.values()]
    .filter(({ code, working }) => working.region !== base.regimes.get(code)?.working.region)
    .filter(({ working }) => !isHolidayRegion(working.region))
    .map(({ code, working }) => `${code}.working.region: no holidays are known for ${working.region}`);
  if (unknown.length > 0) throw new RegimesRefused(unknown);
  return book;
}

/** Every code that ATHAR_REGIME may name, the home regime first. */
export const REGIME_CODES = [...SHIPPED_REGIMES.regimes.keys()] as [string, ...string[]];

/** The regimes that were reviewed and are offered; the others work, but each value waits for a lawyer's look. */
export const OFFERED_REGIMES: readonly string[] = REGIME_CODES.filter((code) => regime(code).reviewed);

/** @throws RangeError for a code that is not in the book */
export function regime(code: string, book: RegimeBook = SHIPPED_REGIMES): Regime {
  const found = book.regimes.get(code);
  if (found === undefined) throw new RangeError(`no regime ${JSON.stringify(code)}`);
  return found;
}

function read(yamlText: string, base: RegimeBook | undefined): RegimeBook {
  const file = fileSchema.safeParse(parsed(yamlText));
  if (!file.success) throw new RegimesRefused(file.error.issues.map((issue) => line('', issue)));
  const problems: string[] = [];
  const regimes = new Map(base?.regimes);
  for (const given of file.data.regimes) {
    const known = base?.regimes.get(given.code);
    const whole = regimeSchema.safeParse({ ...(known && asWritten(known)), ...given });
    if (whole.success) regimes.set(given.code, Object.freeze(whole.data));
    else problems.push(...whole.error.issues.map((issue) => line(given.code, issue)));
  }
  const codes = file.data.regimes.map(({ code }) => code);
  problems.push(
    ...codes.filter((code, at) => codes.indexOf(code) !== at).map((code) => `${code}: is there twice`),
  );
  const targetDays = file.data.targetDays ?? base?.targetDays;
  if (targetDays === undefined) problems.push('targetDays: is missing');
  if (problems.length > 0 || targetDays === undefined) throw new RegimesRefused(problems);
  return { targetDays, regimes };
}

function parsed(yamlText: string): unknown {
  try {
    return parse(yamlText, { maxAliasCount: 0 }) ?? {};
  } catch (error) {
    throw new RegimesRefused([`not YAML: ${error instanceof Error ? error.message.split('\n', 1)[0] : ''}`]);
  }
}

/** Without the names that reading adds, so that the schema takes it again. */
function asWritten(known: Regime): object {
  const { names, url, sure } = known.authority;
  const written: Record<string, unknown> = { ...known, authority: { names, url, sure } };
  delete written.name;
  return written;
}

function line(code: string, issue: z.core.$ZodIssue): string {
  const path = [code, ...issue.path].filter((part) => part !== '').join('.');
  return `${path === '' ? 'the file' : path}: ${issue.message}`;
}
