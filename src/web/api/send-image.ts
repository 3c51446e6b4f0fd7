import { type Request, type Response } from 'express';
import { type Readable } from 'node:stream';
import { type TakenKind } from '../../media/taken-image.js';
import { Problem } from '../../platform/http/problem.js';
import { type ByteRange } from '../../platform/storage/object-store.js';
import { rangeOf } from './byte-range.js';
import { sendBytes } from './send-bytes.js';

/** An image of the store as it is sent. */
export interface SentImage {
  /** Of the file, where somebody keeps it; without an ending. */
  readonly name: string;
  readonly kind: TakenKind;
  readonly bytes: number;
  /** `Cache-Control`. */
  readonly cache: string;
}

/**
 * Sends an image or a part of it. Whatever a browser takes it for, it runs nothing and reaches nothing of the portal.
 * @throws Problem 416
 */
export async function sendImage(
  request: Request,
  response: Response,
  { name, kind, bytes, cache }: SentImage,
  open: (range: ByteRange | undefined) => Promise<Readable>,
): Promise<void> {
  const range = rangeOf(request.get('range'), bytes);
  if (range === 'unsatisfiable')
    throw new Problem(416, 'range-not-satisfiable', 'The range lies outside the image.', [], {
      'Content-Range': `bytes */${bytes}`,
    });
  const length = range === undefined ? bytes : range.end - range.start + 1;
  // Opened first: where the store fails, the answer is still free to say so.
  const content = request.method === 'HEAD' ? undefined : await open(range);
  response.status(range === undefined ? 200 : 206).set({
    'Content-Type': `image/${kind}`,
    'Content-Length': String(length),
    'Content-Disposition': `inline; filename="${name}.${kind}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': cache,
    'Accept-Ranges': 'bytes',
  });
  if (range !== undefined) response.set('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
  if (content === undefined) response.end();
  else await sendBytes(content, response, length);
}
