import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { clusterOf, type DatabaseHome } from './home.js';
import { readPidFile } from './postmaster.js';
import { asUser, PLAIN_ENVIRONMENT } from './run.js';
import { type Runtime } from './runtime.js';
import { ServerLog } from './server-log.js';
import { WATCHED } from './watcher.js';

/** Recovery after a crash replays the write-ahead log, which takes as long as it takes. */
const START_MS = 300_000;
const STOP_MS = 60_000;

/** A server that this process started and looks after. */
export class EmbeddedServer {
  private stopping?: Promise<void>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly log: ServerLog,
  ) {}

  /**
   * Starts PostgreSQL and waits until it takes connections.
   * @param settings arguments of `postgres`
   */
  static async start(
    home: DatabaseHome,
    runtime: Runtime,
    settings: readonly string[],
  ): Promise<EmbeddedServer> {
    const until = Date.now() + REUSE_MS;
    for (;;) {
      const log = new ServerLog(home);
      const before = log.size();
      const server = new EmbeddedServer(spawnWatched(home, runtime, settings, log.fd), log);
      if (await server.isReady(home)) return server;
      const said = log.since(before);
      log.close();
      // The children of a server that was killed end a moment after it.
      if (!said.includes('still in use') || Date.now() > until) throw failure(log.path, said);
      await sleep(200);
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Calls back if the server ends without having been told to. */
  onLoss(tell: () => void): void {
    this.child.once('exit', () => {
      if (this.stopping === undefined) tell();
    });
  }

  /** Ends all connections and writes everything down. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    if (isAlive(this.child)) {
      this.child.ref();
      const ended = once(this.child, 'exit');
      this.child.kill('SIGINT');
      const slow = setTimeout(() => this.child.kill('SIGQUIT'), STOP_MS);
      await ended;
      clearTimeout(slow);
    }
    this.child.stdin?.destroy();
    this.log.close();
  }

  private async isReady(home: DatabaseHome): Promise<boolean> {
    const until = Date.now() + START_MS;
    while (isAlive(this.child)) {
      const told = readPidFile(home);
      if (told?.pid === this.pid && told.ready) return true;
      if (Date.now() > until) await this.stop();
      await sleep(10);
    }
    this.child.stdin?.destroy();
    return false;
  }
}

/** How long the children of a killed server may take to end. */
const REUSE_MS = 10_000;

const isAlive = (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null && child.pid !== undefined;

function spawnWatched(
  home: DatabaseHome,
  runtime: Runtime,
  settings: readonly string[],
  log: number,
): ChildProcess {
  const cluster = clusterOf(home);
  const server = [join(runtime.bin, 'postgres'), '-D', cluster, ...settings];
  const child = spawn('/bin/sh', ['-c', WATCHED, 'sh', cluster, ...server], {
    // A session of its own: what the terminal sends to us is not for the server.
    detached: true,
    cwd: '/',
    env: PLAIN_ENVIRONMENT,
    stdio: ['pipe', log, log],
    ...asUser(home.server),
  });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  // The database alone does not keep a process going; it ends with it.
  child.unref();
  if (child.stdin !== null && 'unref' in child.stdin && typeof child.stdin.unref === 'function') {
    (child.stdin.unref as () => void).call(child.stdin);
  }
  return child;
}

function failure(path: string, said: string): EmbeddedDatabaseError {
  const lines = said.split('\n').filter((line) => /FATAL|PANIC|error/i.test(line));
  const reason = (lines.at(-1) ?? 'it gave no reason').replace(/^.*?(FATAL|PANIC): +/, '');
  return new EmbeddedDatabaseError(`The database server did not start (${reason}); see ${path}.`);
}
