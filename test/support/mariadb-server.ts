import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { createPool, type Pool } from 'mysql2/promise';
import { freePort } from './free-port.js';

/** Said by the tests that are skipped without one. */
export const HOW_TO_GET_A_MARIADB = 'needs a MariaDB server: apt-get install mariadb-server';

const SERVER = ['/usr/sbin/mariadbd', '/usr/libexec/mariadbd', '/usr/bin/mariadbd'].find(existsSync);
const INSTALLER = ['/usr/bin/mariadb-install-db'].find(existsSync);

export const hasMariaDb = SERVER !== undefined && INSTALLER !== undefined;

/** Milliseconds that it may take to answer, or to end, on a busy machine. */
const PATIENCE = 60_000;

/** A private MariaDB on loopback, in a temporary folder of its own. */
export class MariaDbServer {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly port: number,
    private readonly admin: Pool,
  ) {}

  /** @param options of the server, such as `--max-allowed-packet=1M` */
  static async start(...options: readonly string[]): Promise<MariaDbServer> {
    if (SERVER === undefined || INSTALLER === undefined) throw new Error(HOW_TO_GET_A_MARIADB);
    const folder = mkdtempSync(join(tmpdir(), 'athar-mariadb-'));
    // The server runs as root only where it is told to.
    const common = [
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      // A server that starts removes the temporary tables of every server that shares the folder.
      `--tmpdir=${folder}`,
      ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    ];
    execFileSync(INSTALLER, [...common, '--auth-root-authentication-method=normal', '--skip-test-db'], {
      stdio: 'ignore',
    });
    const port = await freePort();
    const child = spawn(SERVER, [...common, ...settings(folder, port), ...options], { stdio: 'ignore' });
    process.once('exit', () => child.kill('SIGKILL'));
    const admin = createPool({
      host: '127.0.0.1',
      port,
      user: 'root',
      charset: 'utf8mb4_general_ci',
      multipleStatements: true,
      connectionLimit: 2,
    });
    // Servers of tests come and go; an idle connection that notices is no failure of a test.
    admin.on('connection', (connection) => connection.on('error', () => undefined));
    const server = new MariaDbServer(folder, child, port, admin);
    await server.answers();
    return server;
  }

  url(database: string, user = 'root', password = ''): string {
    return `mysql://${user}${password === '' ? '' : `:${password}`}@127.0.0.1:${this.port}/${database}`;
  }

  /** Statements as root. */
  async query(text: string, values: readonly string[] = []): Promise<Record<string, unknown>[]> {
    const [rows] = await this.admin.query(text, [...values]);
    return rows as Record<string, unknown>[];
  }

  /** The database anew, with these tables in it. */
  async database(name: string, tables: string): Promise<void> {
    await this.query(
      `DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name} CHARACTER SET utf8mb4; USE ${name}; ${tables}`,
    );
  }

  async stop(): Promise<void> {
    await this.admin.end();
    await this.ended('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    for (const end = Date.now() + PATIENCE; ;) {
      try {
        await this.query('SELECT 1');
        return;
      } catch (error) {
        if (Date.now() < end && this.child.exitCode === null) {
          await after(100);
          continue;
        }
        await this.ended('SIGKILL');
        rmSync(this.folder, { recursive: true, force: true });
        throw error;
      }
    }
  }

  private async ended(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill(signal);
    const late = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE / 4);
    await exit;
    clearTimeout(late);
  }
}

/** Nothing of it has to outlive a crash. */
function settings(folder: string, port: number): string[] {
  return [
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--log-error=${join(folder, 'log')}`,
    '--skip-log-bin',
    '--skip-name-resolve',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=0',
    '--innodb-buffer-pool-size=64M',
    '--max-connections=40',
  ];
}
