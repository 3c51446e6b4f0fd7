import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

/** Milliseconds within which a server must answer, or end. */
const PATIENCE = 60_000;

/** A MariaDB of the benchmark's own, in a folder that goes with it. */
export interface PrivateMariaDb {
  readonly url: string;
  stop(): Promise<void>;
}

/** With the settings that a fresh installation has, but for the size of its memory. @throws Error where none is installed */
export async function startPrivateMariaDb(folder: string): Promise<PrivateMariaDb> {
  const server = ['/usr/sbin/mariadbd', '/usr/libexec/mariadbd', '/usr/bin/mariadbd'].find(existsSync);
  if (server === undefined) throw new Error('This needs a MariaDB server: apt-get install mariadb-server');
  const common = [
    '--no-defaults',
    `--datadir=${join(folder, 'mariadb')}`,
    // A server that starts clears its folder of temporary tables, also of those that another one works with.
    `--tmpdir=${folder}`,
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
  execFileSync(
    'mariadb-install-db',
    [...common, '--auth-root-authentication-method=normal', '--skip-test-db'],
    {
      stdio: 'ignore',
    },
  );
  const port = await freePort();
  const places = ['socket', 'pid', 'log'].map((name) => join(folder, `mariadb-${name}`));
  const [socket, pid, log] = places;
  const child = spawn(
    server,
    [
      ...common,
      ...['--bind-address=127.0.0.1', `--port=${port}`, `--socket=${socket}`, `--pid-file=${pid}`],
      ...[`--log-error=${log}`, '--skip-log-bin', '--innodb-buffer-pool-size=512M'],
    ],
    { stdio: 'ignore' },
  );
  process.once('exit', () => child.kill('SIGKILL'));
  await answers(port);
  return {
    url: `mysql://root@127.0.0.1:${port}`,
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

async function answers(port: number): Promise<void> {
  for (const end = Date.now() + PATIENCE; ; await after(100)) {
    try {
      await (await createConnection({ host: '127.0.0.1', port, user: 'root' })).end();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
