import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { clusterOf, type DatabaseHome } from './home.js';
import { isPostmasterOf, isTaken } from './processes.js';

/** The server of a cluster, as its postmaster.pid tells. */
export interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
}

const GENTLE_MS = 15_000;
const HARD_MS = 30_000;

const pidFileOf = (home: DatabaseHome) => join(clusterOf(home), 'postmaster.pid');

/** The running server of a home, whoever started it. */
export function findPostmaster(home: DatabaseHome): Postmaster | undefined {
  const named = readPidFile(home);
  return named !== undefined && isPostmasterOf(clusterOf(home), named.pid) ? named : undefined;
}

/** What postmaster.pid says, true or not: it stays behind when a server is killed. */
export function readPidFile(home: DatabaseHome): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFileOf(home), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 1 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Removes a postmaster.pid whose process id belongs to another program by now, or to a server that ended without anybody
 * taking note: PostgreSQL would take either for a running server. Where there is no such process PostgreSQL decides by
 * itself. In every case it refuses while children of a killed server still hold their shared memory.
 */
export function removeStalePidFile(home: DatabaseHome): void {
  const named = readPidFile(home);
  if (named === undefined || isPostmasterOf(clusterOf(home), named.pid)) return;
  if (isTaken(named.pid)) rmSync(pidFileOf(home), { force: true });
}

/** Stops a server that nobody looks after any more: fast, then at once. */
export async function stopPostmaster(home: DatabaseHome, pid: number): Promise<void> {
  const began = Date.now();
  let signal: NodeJS.Signals | undefined = 'SIGINT';
  while (isPostmasterOf(clusterOf(home), pid)) {
    if (signal !== undefined) send(pid, signal);
    signal = undefined;
    await sleep(50);
    const waited = Date.now() - began;
    if (waited > HARD_MS) {
      throw new EmbeddedDatabaseError(
        `A database server of an earlier start does not stop: end process ${pid} first.`,
      );
    }
    if (waited > GENTLE_MS) signal = 'SIGQUIT';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile; whether it did is seen by looking again.
  }
}
