import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { notFound } from '../../../platform/http/problem.js';

/** What a chart draws, without a word: a value a month in each series; null where there is nothing to show. */
export interface MonthlyNumbers {
  /** The first day of each month, `2026-03-01`. */
  readonly months: readonly string[];
  readonly series: readonly (readonly (number | null)[])[];
}

const schema = z.object({
  months: z.array(z.iso.date()),
  series: z.array(z.array(z.number().nullable())),
});

/**
 * Charts are images, which browsers fetch after their page. Their addresses hold what they draw: nothing is counted again,
 * and an image says what the table under it says. Sealed, so that nobody makes an address that draws something else.
 */
@Injectable()
export class ChartNumbers {
  constructor(private readonly sealer: Sealer) {}

  /** @returns the path with the numbers in its query */
  link(path: string, numbers: MonthlyNumbers): string {
    return `${path}?numbers=${this.sealer.seal('chart', numbers, path).toString('base64url')}`;
  }

  /** The numbers of `?numbers` at this path. @throws Problem 404 for what no page has linked to */
  of(path: string, numbers: unknown): MonthlyNumbers {
    try {
      return schema.parse(this.sealer.open('chart', Buffer.from(String(numbers), 'base64url'), path));
    } catch {
      throw notFound();
    }
  }
}
