import { type Response } from 'express';
import { once } from 'node:events';
import { type Readable } from 'node:stream';

/** What was handed to the caller. */
export interface Sent {
  readonly bytes: number;
  /** Every byte left, and the response was finished. */
  readonly whole: boolean;
}

/**
 * Sends `length` bytes at the pace of the caller and ends the response; never throws. A caller who hangs up, or content
 * that breaks off, ends it at once.
 */
export async function sendBytes(content: Readable, response: Response, length: number): Promise<Sent> {
  const hungUp = new AbortController();
  const onClose = () => {
    hungUp.abort();
    content.destroy();
  };
  response.once('close', onClose);
  let bytes = 0;
  try {
    for await (const piece of content as AsyncIterable<Buffer>) {
      bytes += piece.length;
      await write(response, piece, bytes >= length, hungUp.signal);
    }
  } catch {
    // What was sent until then is what the answer says.
  } finally {
    response.off('close', onClose);
    if (!response.writableFinished) response.destroy();
  }
  return { bytes, whole: bytes === length && response.writableFinished };
}

/**
 * The last piece ends the response in the same write: many clients hang up as soon as they have every byte, and have the
 * whole all the same.
 */
async function write(response: Response, piece: Buffer, last: boolean, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (last) {
    const finished = once(response, 'finish', { signal });
    response.end(piece);
    await finished;
  } else if (!response.write(piece)) {
    await once(response, 'drain', { signal });
  }
}
