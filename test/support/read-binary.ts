import { type Response } from 'supertest';
import { type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A parser for supertest that gives the body's bytes as they came. */
export function readBinary(response: Response, done: (error: Error | null, body: unknown) => void): void {
  buffer(response as unknown as Readable).then(
    (body) => done(null, body),
    (error: unknown) => done(error as Error, undefined),
  );
}
