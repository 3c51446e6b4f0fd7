import { Presets, SingleBar } from 'cli-progress';
import { setTimeout as delay } from 'node:timers/promises';

const EVERY = 250;

/** How far a piece of work is; undefined before that is known. */
export type Progress = { readonly done: number; readonly total: number } | undefined;

/**
 * Does the work and draws meanwhile how far it is, on standard error and only where that is a terminal.
 * @param look never fails the work
 */
export async function watched<Result>(
  what: string,
  look: () => Promise<Progress>,
  work: () => Promise<Result>,
): Promise<Result> {
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage}% | {value} of {total} records`,
      emptyOnZero: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  const ended = new AbortController();
  bar.start(0, 0);
  const draw = async (): Promise<void> => {
    const seen = await look().catch(() => undefined);
    if (seen === undefined) return;
    bar.setTotal(seen.total);
    bar.update(Math.min(seen.done, seen.total));
  };
  const drawing = (async () => {
    while (!ended.signal.aborted) {
      await draw();
      await delay(EVERY, undefined, { signal: ended.signal }).catch(() => undefined);
    }
    await draw();
  })();
  try {
    return await work();
  } finally {
    ended.abort();
    await drawing;
    bar.stop();
  }
}
