import { type Begun } from '../begun.js';
import { type Statements } from '../erasing.js';
import { type Family } from '../engine/live-schema.js';
import { type RowsByPlace } from '../left-rows.js';
import { type SourceSubject } from '../snapshot.js';

/**
 * Values reach statements as transaction-local settings, since COPY takes no parameters. These are the expressions
 * that read them; each is evaluated once a statement, not once a row.
 */
export const EMAILS = 'athar.emails';

/** Only rows dated before are erased; read where an erasure says so. */
export const BEFORE = 'athar.before';

/** When an erasure began; read where one has. */
export const BEGUN = 'athar.begun';

/** What stands between the parts of a key that is written as one text. */
export const KEY_PARTS = '\u001f';

/** Keys of rows of a collection that nothing leads to; read where there are some. */
export const leftSetting = (collection: string): string => `athar.left_${collection}`;

/** Keys of rows of a collection that the person says are not theirs; read where there are some. */
export const notTheirsSetting = (collection: string): string => `athar.not_theirs_${collection}`;

/** Scopes as JSON; read where rows are streamed, since a cursor takes no parameters. */
export const SCOPES = 'athar.scopes';

/** The day it is where the office is, and the office's time zone; read where retentions end. */
export const TODAY = 'athar.today';
export const ZONE = 'athar.zone';

export const knownSetting = (identifier: string): string => `athar.known_${identifier}`;

const ARRAY_TYPE: Readonly<Record<Family, string>> = { integer: 'bigint[]', uuid: 'uuid[]', text: 'text[]' };

/** An array that a setting holds. The outer cast keeps `= ANY (...)` from reading the parentheses as a subquery. */
export function arraySetting(name: string, family: Family): string {
  const type = ARRAY_TYPE[family];
  return `((SELECT current_setting('${name}')::${type}))::${type}`;
}

/** Constants of a map, each with a setting of its own. */
export class Constants {
  private readonly settings: Record<string, string> = {};

  /** @returns the expression that reads the constant, as text */
  add(value: string | number | boolean): string {
    const name = `athar.constant_${Object.keys(this.settings).length}`;
    this.settings[name] = String(value);
    return `(SELECT current_setting('${name}'))`;
  }

  all(): Readonly<Record<string, string>> {
    return this.settings;
  }
}

/** A one-dimensional array as PostgreSQL's input syntax writes it. */
export function arrayLiteral(values: Iterable<string>): string {
  return `{${Array.from(values, (value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Makes settings that end with somebody else's transaction. */
export async function makeSettings(
  statements: Statements,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const entries = Object.entries(settings);
  const calls = entries.map((_, index) => `set_config($${index * 2 + 1}, $${index * 2 + 2}, true)`);
  await statements.query(`SELECT ${calls.join(', ')}`, entries.flat());
}

/** The settings of how far addresses reach for one person. */
export function reachSettings(
  id: string,
  { left, notTheirs }: SourceSubject,
  begun: Begun | undefined,
): Record<string, string> {
  return {
    ...(begun === undefined ? {} : { [BEGUN]: begun.at.toISOString() }),
    ...keySettings(left?.[id], leftSetting),
    ...keySettings(notTheirs?.[id], notTheirsSetting),
  };
}

function keySettings(
  places: RowsByPlace[string] = {},
  setting: (collection: string) => string,
): Record<string, string> {
  const keys = Object.entries(places).map(
    ([collection, rows]) =>
      [setting(collection), arrayLiteral(rows.map((key) => key.join(KEY_PARTS)))] as const,
  );
  return Object.fromEntries(keys);
}
