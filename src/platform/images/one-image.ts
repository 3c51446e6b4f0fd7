import sharp from 'sharp';

// What is replaced must not be taken for what it was.
sharp.cache(false);

let turn: Promise<unknown> = Promise.resolve();

/** Runs work on one image after the other in this process, so that memory is bounded by the largest. */
export function oneImage<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}
