import { z } from 'zod';
import { type ScreenOptions } from '../layout/frame.js';
import { ROW_COUNTS } from '../layout/screen-form.js';

/** Screen options as a form has them. */
export const ScreenForm = z.strictObject({ rows: z.enum(ROW_COUNTS), compact: z.boolean() });

const WRITTEN = /^(25|50|100|200)-(close|usual)$/;

/** The options as their cookie holds them: `50-close`. */
export function writtenOptions({ rows, compact }: z.output<typeof ScreenForm>): string {
  return `${rows}-${compact ? 'close' : 'usual'}`;
}

/** The first value that is one of ours: a cookie's value may be anybody's text. @returns undefined where none is */
export function readOptions(values: readonly string[]): ScreenOptions | undefined {
  for (const value of values) {
    const [, rows, density] = WRITTEN.exec(value) ?? [];
    if (rows !== undefined) return { rows: Number(rows), compact: density === 'close' };
  }
  return undefined;
}
