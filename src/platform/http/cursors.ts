import { Injectable } from '@nestjs/common';
import { type z } from 'zod';
import { Sealer } from '../crypto/sealer.js';
import { invalidField } from './problem.js';

/** Where a list goes on. Sealed, since keys can be personal; bound to the list and its filters, so no other list takes it. */
@Injectable()
export class Cursors {
  constructor(private readonly sealer: Sealer) {}

  /** @param filters whatever decides which rows the list has; the same value must come back with the cursor */
  seal(list: string, filters: unknown, position: unknown): string {
    return this.sealer.seal('cursor', position, context(list, filters)).toString('base64url');
  }

  /** @throws Problem 422 for `?cursor` where it is not one of this list and these filters */
  open<T>(list: string, filters: unknown, cursor: string, schema: z.ZodType<T>): T {
    try {
      return schema.parse(
        this.sealer.open('cursor', Buffer.from(cursor, 'base64url'), context(list, filters)),
      );
    } catch {
      throw invalidField('?cursor', 'Not a cursor of this list and these filters; start again without it.');
    }
  }
}

function context(list: string, filters: unknown): string {
  return `${list} ${JSON.stringify(filters)}`;
}
