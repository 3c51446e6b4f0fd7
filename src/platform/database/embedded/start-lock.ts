import { lstatSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { codeOf } from '../../errors/code-of.js';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { isNear, lives, ownMark, type ProcessMark } from './processes.js';

const PATIENCE_MS = 180_000;
/** How long a holder is believed that runs in another container, where it cannot be seen. */
const UNSEEN_MS = 60_000;
const FREE = 'free';

/** Held by the one process that starts the server of a folder, from before it looks until others can join. */
export interface StartLock {
  release(): void;
}

/**
 * Waits for the lock of `dir`. A holder that died has let go.
 *
 * The lock is a row of numbered symbolic links, `lock.1`, `lock.2` ...: a link is made whole with its content or not at
 * all, and the highest number holds. Whoever finds the highest one free, or its holder dead, tries to make the next: only
 * one can. The highest link is never deleted before a higher one exists, so whoever made an old number again (having
 * slept between looking and making) sees a higher one and steps back.
 */
export async function takeStartLock(dir: string): Promise<StartLock> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const taken = tryLock(dir);
    if (taken !== undefined) return { release: () => release(dir, taken) };
    if (Date.now() > until) {
      throw new EmbeddedDatabaseError(
        'Another process has been starting the database for three minutes: look at it first.',
      );
    }
    await sleep(50);
  }
}

function tryLock(dir: string): number | undefined {
  const highest = Math.max(0, ...numbers(dir));
  if (highest > 0 && isHeld(dir, highest)) return undefined;
  const own = highest + 1;
  if (!makeLink(dir, own, toText(ownMark()))) return undefined;
  if (numbers(dir).some((number) => number > own)) {
    removeLink(dir, own);
    return undefined;
  }
  for (const number of numbers(dir)) if (number < own) removeLink(dir, number);
  return own;
}

function release(dir: string, own: number): void {
  // Nobody else makes the next number while the holder of this one lives.
  if (makeLink(dir, own + 1, FREE)) removeLink(dir, own);
}

function isHeld(dir: string, number: number): boolean {
  try {
    const text = readlinkSync(path(dir, number));
    if (text === FREE) return false;
    const holder = fromText(text);
    if (isNear(holder)) return lives(holder);
    return Date.now() - lstatSync(path(dir, number)).mtimeMs < UNSEEN_MS;
  } catch (error) {
    // A higher number was made meanwhile, and this one removed: look again.
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
}

function makeLink(dir: string, number: number, content: string): boolean {
  try {
    symlinkSync(content, path(dir, number));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

const removeLink = (dir: string, number: number) => rmSync(path(dir, number), { force: true });

const path = (dir: string, number: number) => join(dir, `lock.${number}`);

function numbers(dir: string): number[] {
  return readdirSync(dir).flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice(5))] : []));
}

const toText = (mark: ProcessMark) => JSON.stringify([mark.pid, mark.space, mark.began]);

function fromText(text: string): ProcessMark {
  const [pid, space, began] = marks.parse(JSON.parse(text));
  return { pid, space, began };
}

const marks = z.tuple([z.number(), z.string(), z.string()]);
