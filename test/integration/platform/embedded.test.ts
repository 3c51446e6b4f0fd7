import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type EmbeddedDatabase,
  startEmbeddedDatabase,
} from '../../../src/platform/database/embedded/embedded.js';
import { isPostmasterOf } from '../../../src/platform/database/embedded/processes.js';
import { removeEmbeddedDatabase } from '../../../src/platform/database/embedded/remove.js';
import { takeStartLock } from '../../../src/platform/database/embedded/start-lock.js';
import {
  type BuiltLauncher,
  buildLauncher,
  type LauncherProcess,
  type Said,
  startLauncher,
} from '../../support/embedded-process.js';

// Servers are made and started here, which a busy machine does slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux';
/** An ordinary user, who owns nothing here. */
const OTHER = { uid: 65534, gid: 65534 };

let built: BuiltLauncher;
const builds: BuiltLauncher[] = [];
const folders: string[] = [];
const open: (() => Promise<void>)[] = [];

/** A data folder to copy from. */
let template: string;

beforeAll(async () => {
  built = buildLauncher();
  template = join(built.folder, 'data');
  await (await startEmbeddedDatabase({ dataDir: template, durable: false })).stop();
});

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  for (const folder of folders.splice(0)) {
    await removeEmbeddedDatabase(join(folder, 'data')).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
  for (const made of builds.splice(0)) made.remove();
});

afterAll(() => built.remove());

/** A data folder whose cluster is made already, as if it had been started once. */
function madeDataDir(): string {
  const dataDir = newDataDir();
  execFileSync('cp', ['-a', template, dataDir]);
  return dataDir;
}

/** A data folder that does not exist yet, in one that everybody may pass through. */
function newDataDir(mode = 0o711): string {
  const folder = mkdtempSync(join(tmpdir(), 'athar-embedded-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return join(folder, 'data');
}

async function start(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir, durable: false });
  open.push(() => database.stop());
  return database;
}

async function launch(
  dataDir: string,
  options: { by?: typeof OTHER; from?: BuiltLauncher; env?: NodeJS.ProcessEnv } = {},
): Promise<LauncherProcess & Said> {
  const made = startLauncher(options.from ?? built, dataDir, options.by, options.env);
  open.push(() => made.kill());
  return { ...made, ...(await made.said) };
}

async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values?: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

const keep = (url: string) => query(url, `CREATE TABLE kept AS SELECT 'here' AS word`);
const kept = async (url: string) => (await query<{ word: string }>(url, 'SELECT word FROM kept'))[0]?.word;

const postmasterOf = (home: string) =>
  Number(readFileSync(join(home, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);

async function until(met: () => boolean): Promise<void> {
  while (!met()) await sleep(5);
}

describe('a running database', () => {
  let database: EmbeddedDatabase;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'athar-embedded-'));
    database = await startEmbeddedDatabase({ dataDir: join(folder, 'data'), durable: false });
  });

  afterAll(async () => {
    await database.stop();
    await removeEmbeddedDatabase(join(folder, 'data'));
    rmSync(folder, { recursive: true });
  });

  it('gives addresses that node-postgres and TypeORM understand, whatever PG variables say', async () => {
    process.env.PGPORT = '1';
    process.env.PGSSLMODE = 'require';
    const source = new DataSource({ type: 'postgres', url: database.appUrl });
    try {
      await source.initialize();
      const rows = await source.query('SELECT current_user AS role, current_database() AS name');
      expect(rows).toEqual([{ role: 'athar_app', name: 'athar' }]);
      const owner = await query(database.ownerUrl, 'SELECT current_user AS role, current_database() AS name');
      expect(owner).toEqual([{ role: 'athar_owner', name: 'athar' }]);
    } finally {
      delete process.env.PGPORT;
      delete process.env.PGSSLMODE;
      if (source.isInitialized) await source.destroy();
    }
    const admin = await query(
      database.adminUrl,
      'SELECT usesuper AS super FROM pg_user WHERE usename = current_user',
    );
    expect(admin).toEqual([{ super: true }]);
    // As the tests' own set-up changes an address.
    expect(new URL(database.adminUrl).pathname).toBe('/postgres');
  });

  it('has an owner and an app role without rights of their own', async () => {
    const roles = await query(
      database.adminUrl,
      `SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS mighty
         FROM pg_roles WHERE rolname LIKE 'athar%' ORDER BY 1`,
    );
    expect(roles).toEqual([
      { rolname: 'athar_app', mighty: false },
      { rolname: 'athar_owner', mighty: false },
    ]);
    await expect(query(database.appUrl, 'CREATE TABLE mine ()')).rejects.toThrow('permission denied');
  });

  it('listens on a short Unix socket alone, in UTF-8, with shared memory in files', async () => {
    const names = [
      'listen_addresses',
      'dynamic_shared_memory_type',
      'jit',
      'server_encoding',
      'max_connections',
    ];
    const settings = await query(
      database.adminUrl,
      'SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
      [names],
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      listen_addresses: '',
      dynamic_shared_memory_type: 'mmap',
      jit: 'off',
      server_encoding: 'UTF8',
      max_connections: '120',
    });
    const socketDir = decodeURIComponent(new URL(database.appUrl).hostname);
    expect(Buffer.byteLength(socketDir)).toBeLessThan(90);
    expect(statSync(socketDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(socketDir, '.s.PGSQL.5432')).mode & 0o777).toBe(0o700);
  });

  it('orders and folds letters the same way on every machine', async () => {
    const rows = await query(
      database.adminUrl,
      `SELECT datlocprovider AS provider, datlocale AS locale, lower('ÉÈ') AS lower FROM pg_database WHERE datname = 'athar'`,
    );
    expect(rows).toEqual([{ provider: 'b', locale: 'C.UTF-8', lower: 'éè' }]);
  });

  it('writes no data of statements into its log', async () => {
    await query(database.ownerUrl, 'CREATE TABLE person (mail text PRIMARY KEY, id uuid)');
    const insert = 'INSERT INTO person (mail) VALUES ($1)';
    await query(database.ownerUrl, insert, ['amina@example.org']);
    await expect(query(database.ownerUrl, insert, ['amina@example.org'])).rejects.toThrow('duplicate key');
    await expect(query(database.ownerUrl, `SELECT 'amina@example.org'::uuid`)).rejects.toThrow(
      'invalid input',
    );
    await query(database.ownerUrl, `DO $$ BEGIN RAISE WARNING 'amina@example.org'; END $$`);
    const log = readFileSync(join(database.home, 'server.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('amina');
    expect(statSync(join(database.home, 'server.log')).mode & 0o777).toBe(0o600);
  });
});

describe('a database of a process', () => {
  it('is made at the first start and found again at the next', async () => {
    const dataDir = newDataDir();
    const first = await start(dataDir);
    expect(first.joined).toBe(false);
    await keep(first.ownerUrl);
    await first.stop();
    expect(existsSync(join(first.home, 'cluster/postmaster.pid'))).toBe(false);
    await expect(kept(first.ownerUrl)).rejects.toThrow('ENOENT');

    const second = await start(dataDir);
    expect(second.joined).toBe(false);
    expect(await kept(second.ownerUrl)).toBe('here');
    expect(second.appUrl).toBe(first.appUrl);
  });

  it('finds a short place for the socket under a very deep data folder', async () => {
    const dataDir = join(newDataDir(), 'x'.repeat(60), 'y, "z"'.repeat(8), 'data');
    const database = await start(dataDir);
    expect(Buffer.byteLength(decodeURIComponent(new URL(database.appUrl).hostname))).toBeLessThan(90);
    expect(await query(database.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const socketDir = decodeURIComponent(new URL(database.appUrl).hostname);
    await database.stop();
    expect(existsSync(socketDir)).toBe(false);
  });

  it('keeps its log small', async () => {
    const dataDir = madeDataDir();
    const first = await start(dataDir);
    const { home } = first;
    await first.stop();
    writeFileSync(join(home, 'server.log'), 'old line\n'.repeat(400_000));
    await start(dataDir);
    expect(statSync(join(home, 'server.log')).size).toBeLessThan(10_000);
    expect(readFileSync(join(home, 'server.log.old'), 'utf8')).toContain('old line');
  });

  it('is deleted on demand, but not while it runs', async () => {
    const dataDir = madeDataDir();
    const database = await start(dataDir);
    writeFileSync(join(dataDir, 'secret'), '');
    await expect(removeEmbeddedDatabase(dataDir)).rejects.toThrow('stop Athar first');
    expect(await query(database.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.stop();
    await removeEmbeddedDatabase(dataDir);
    expect(readdirSync(dataDir)).toEqual(['secret']);
  });
});

describe('several processes', () => {
  it('share one server, which only its starter stops', async () => {
    const dataDir = madeDataDir();
    const starter = await launch(dataDir);
    expect(starter.joined).toBe(false);
    const joiner = await start(dataDir);
    expect(joiner.joined).toBe(true);
    expect(joiner.adminUrl).toBe(starter.adminUrl);
    await joiner.stop();
    expect(await query(joiner.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await starter.stop();
    await expect(query(joiner.appUrl, 'SELECT 1')).rejects.toThrow();
    expect((await start(dataDir)).joined).toBe(false);
  });

  it('that start at the same moment agree on one starter', async () => {
    const dataDir = newDataDir();
    const all = await Promise.all([1, 2, 3].map(() => launch(dataDir)));
    expect(all.map((one) => one.joined).sort()).toEqual([false, true, true]);
    expect(new Set(all.map((one) => one.adminUrl)).size).toBe(1);
    expect(readdirSync(all[0]?.home ?? '').filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  });

  it('do not follow a record that was copied with its folder', async () => {
    const dataDir = madeDataDir();
    const first = await start(dataDir);
    await keep(first.ownerUrl);
    const copy = newDataDir();
    mkdirSync(join(copy, 'postgres'), { recursive: true });
    chmodSync(copy, 0o711);
    chmodSync(join(copy, 'postgres'), 0o711);
    cpSync(join(first.home, 'server.json'), join(copy, 'postgres/server.json'));
    const second = await start(copy);
    expect(second.joined).toBe(false);
    await expect(kept(second.ownerUrl)).rejects.toThrow('does not exist');
  });

  it('hold the start lock one at a time', async () => {
    const dir = newDataDir();
    mkdirSync(dir);
    let inside = 0;
    const most: number[] = [];
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const lock = await takeStartLock(dir);
        most.push(++inside);
        await sleep(1);
        inside--;
        lock.release();
      }),
    );
    expect(most).toEqual(Array.from({ length: 12 }, () => 1));
    expect(readdirSync(dir)).toHaveLength(1);
  });

  it('take the start lock over from one that died', async () => {
    const dir = newDataDir();
    mkdirSync(dir);
    const ended = spawn(process.execPath, ['-e', '']);
    const { pid } = ended;
    await once(ended, 'exit');
    const space = onLinux ? readlinkSync('/proc/self/ns/pid') : '';
    symlinkSync(JSON.stringify([pid, space, 'long ago']), join(dir, 'lock.7'));
    (await takeStartLock(dir)).release();
  });
});

describe('a process that is killed', () => {
  it('takes its server with it, and the next start has the data', async () => {
    const dataDir = madeDataDir();
    const killed = await launch(dataDir);
    await keep(killed.adminUrl);
    const server = postmasterOf(killed.home);
    await killed.kill();
    await until(() => !isPostmasterOf(join(killed.home, 'cluster'), server));
    const next = await start(dataDir);
    expect(next.joined).toBe(false);
    expect(await kept(next.adminUrl)).toBe('here');
  });

  it.runIf(onLinux)('may leave a server without a watcher, which the next start stops', async () => {
    const dataDir = madeDataDir();
    const killed = await launch(dataDir);
    await keep(killed.adminUrl);
    const server = postmasterOf(killed.home);
    for (const watcher of watchersOf(killed.home)) process.kill(watcher, 'SIGKILL');
    await killed.kill();
    expect(isPostmasterOf(join(killed.home, 'cluster'), server)).toBe(true);
    const next = await start(dataDir);
    expect(next.joined).toBe(false);
    expect(isPostmasterOf(join(killed.home, 'cluster'), server)).toBe(false);
    expect(await kept(next.adminUrl)).toBe('here');
  });

  it.runIf(onLinux)('together with its server does not keep the next start from working', async () => {
    const dataDir = madeDataDir();
    const killed = await launch(dataDir, { env: { DURABLE: 'yes' } });
    await keep(killed.adminUrl);
    process.kill(postmasterOf(killed.home), 'SIGKILL');
    await killed.kill();
    const next = await start(dataDir);
    expect(await kept(next.adminUrl)).toBe('here');
  });

  it('while the cluster is made leaves nothing that is used', async () => {
    const dataDir = newDataDir();
    const killed = startLauncher(built, dataDir);
    const home = join(dataDir, 'postgres');
    await until(
      () => existsSync(home) && readdirSync(home).some((name) => name.startsWith('cluster-unfinished')),
    );
    await killed.kill();
    expect(existsSync(join(home, 'cluster'))).toBe(false);
    const next = await start(dataDir);
    expect(await query(next.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(home).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  });

  it('may leave a postmaster.pid whose id belongs to another program by now', async () => {
    const dataDir = madeDataDir();
    const first = await start(dataDir);
    await first.stop();
    const { uid, gid } = statSync(join(first.home, 'cluster'));
    const stranger = spawn('sleep', ['60'], { uid, gid });
    open.push(async () => void stranger.kill());
    const pidFile = join(first.home, 'cluster/postmaster.pid');
    writeFileSync(pidFile, `${stranger.pid}\n${join(first.home, 'cluster')}\n1700000000\n5432\n`, {
      mode: 0o600,
    });
    chownSync(pidFile, uid, gid);
    const next = await start(dataDir);
    expect(await query(next.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBe(null);
  });
});

describe('the programs', () => {
  const linksOf = (postgres: string) =>
    readdirSync(join(postgres, 'native/lib')).filter((name) =>
      lstatSync(join(postgres, 'native/lib', name)).isSymbolicLink(),
    );

  /** The copies that root made for all its portals. */
  const runtimes = () =>
    existsSync('/var/lib/athar')
      ? readdirSync('/var/lib/athar')
          .filter((name) => name.startsWith('runtime-'))
          .map((name) => join('/var/lib/athar', name))
      : [];

  function damaged(): BuiltLauncher {
    const made = buildLauncher(true);
    builds.push(made);
    for (const name of linksOf(made.postgres)) rmSync(join(made.postgres, 'native/lib', name));
    return made;
  }

  it.runIf(onLinux)(
    'get the links between their libraries that an install without scripts leaves out',
    async () => {
      const from = damaged();
      const { appUrl } = await launch(madeDataDir(), { from });
      expect(await query(appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(linksOf(from.postgres)).toHaveLength(14);
    },
  );

  it.runIf(onLinux && isRoot)('are copied where the links cannot be made', async () => {
    const from = damaged();
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    chownSync(dataDir, OTHER.uid, OTHER.gid);
    const { home, refused } = await launch(dataDir, { from, by: OTHER });
    expect(refused).toBe(undefined);
    expect(linksOf(from.postgres)).toHaveLength(0);
    expect(readdirSync(home).filter((name) => name.startsWith('runtime-'))).toHaveLength(1);
  });

  it.runIf(onLinux && isRoot)('are copied where the server may not read them', async () => {
    const from = buildLauncher(true);
    builds.push(from);
    chmodSync(from.postgres, 0o700);
    const before = new Set(runtimes());
    open.push(async () => {
      for (const made of runtimes().filter((runtime) => !before.has(runtime)))
        rmSync(made, { recursive: true });
    });
    const { home, appUrl } = await launch(newDataDir(), { from });
    expect(await query(appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const options = readFileSync(join(home, 'cluster/postmaster.opts'), 'utf8');
    expect(options).toMatch(/^\/var\/lib\/athar\/runtime-/);
  });

  it('may be those installed on the machine, and are asked for in one sentence', async () => {
    const from = buildLauncher(true);
    builds.push(from);
    rmSync(from.postgres, { recursive: true });
    const found = await launch(newDataDir(), { from });
    if (found.refused === undefined) {
      const [row] = await query<{ version: string }>(
        found.appUrl,
        'SHOW server_version_num AS version',
      ).catch(() =>
        query<{ version: string }>(found.appUrl, `SELECT current_setting('server_version_num') AS version`),
      );
      expect(Number(row?.version)).toBeGreaterThanOrEqual(150_000);
    } else {
      expect(found.refused).toMatch(/^No PostgreSQL .*: set DATABASE_URL to the address of one\.$/);
    }
  });

  it('must be of the version that made the cluster', async () => {
    const dataDir = madeDataDir();
    const first = await start(dataDir);
    await first.stop();
    writeFileSync(join(first.home, 'cluster/PG_VERSION'), '9\n');
    await expect(start(dataDir)).rejects.toThrow(/was made by PostgreSQL 9, which is not on this machine/);
  });
});

describe.runIf(isRoot)('root', () => {
  it('runs the server as another user, whom the server does not trust', async () => {
    const database = await start(madeDataDir());
    const { uid, gid } = statSync(join(database.home, 'cluster'));
    expect(uid).not.toBe(0);
    expect(await connectAs({ uid, gid }, database.adminUrl)).toContain('authentication failed');
    expect(await connectAs({ uid: 54321, gid: 54321 }, database.adminUrl)).toContain('EACCES');
  });

  it('keeps the cluster elsewhere where that user cannot reach the data folder', async () => {
    const dataDir = newDataDir(0o700);
    const first = await start(dataDir);
    expect(dirname(first.home)).toBe('/var/lib/athar');
    expect(readFileSync(join(dataDir, 'postgres-location'), 'utf8')).toBe(`${first.home}\n`);
    await keep(first.adminUrl);
    expect((await launch(dataDir)).joined).toBe(true);
    await first.stop();
    const second = await start(dataDir);
    expect(second.home).toBe(first.home);
    expect(await kept(second.adminUrl)).toBe('here');
    await second.stop();
    await removeEmbeddedDatabase(dataDir);
    expect(existsSync(first.home)).toBe(false);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is told of a database that a deleted data folder left elsewhere', async () => {
    const dataDir = newDataDir(0o700);
    const first = await start(dataDir);
    await first.stop();
    rmSync(dataDir, { recursive: true });
    const lines: string[] = [];
    const second = await startEmbeddedDatabase({ dataDir, durable: false, log: (line) => lines.push(line) });
    open.push(async () => {
      await second.stop();
      rmSync(first.home, { recursive: true });
    });
    expect(second.home).not.toBe(first.home);
    expect(lines.filter((line) => line.includes(first.home))).toHaveLength(1);
  });

  it('follows a pointer only to one of its own folders', async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'postgres-location'), '/etc\n');
    await expect(start(dataDir)).rejects.toThrow('does not name a folder in /var/lib/athar');
  });

  it('leaves others one clear sentence', async () => {
    for (const mode of [0o711, 0o755]) {
      const dataDir = newDataDir(mode);
      const first = await start(dataDir);
      await first.stop();
      const { refused } = await launch(dataDir, { by: OTHER });
      expect(refused).toMatch(
        /^The data folder .* belongs to another user \(was it first used as root\?\): start as /,
      );
      expect(refused?.split('\n')).toHaveLength(1);
    }
  });

  it('joins and continues what an ordinary user began', async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    chownSync(dataDir, OTHER.uid, OTHER.gid);
    const first = await launch(dataDir, { by: OTHER });
    expect(first.refused).toBe(undefined);
    expect(statSync(join(first.home, 'cluster')).uid).toBe(OTHER.uid);
    expect(basename(first.home)).toBe('postgres');
    const joined = await start(dataDir);
    expect(joined.joined).toBe(true);
    await keep(joined.adminUrl);
    await first.stop();
    const own = await start(dataDir);
    expect(own.joined).toBe(false);
    await own.stop();
    const again = await launch(dataDir, { by: OTHER });
    expect(again.refused).toBe(undefined);
    expect(await connectAs(OTHER, again.adminUrl)).toBe('connected');
    expect(await kept(again.adminUrl)).toBe('here');
  });
});

/** What a connection attempt of another user comes to. */
async function connectAs(user: { uid: number; gid: number }, url: string): Promise<string> {
  const script = `
    const pg = require('pg');
    const client = new pg.Client({ connectionString: process.argv[1] });
    client.connect().then(() => 'connected', (error) => error.message + ' ' + error.code).then((said) => {
      process.stdout.write(said);
      process.exit();
    });`;
  const child = spawn(process.execPath, ['-e', script, url], {
    ...user,
    cwd: built.folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return said;
}

/** The shells that wait for the starter of a server to end. */
function watchersOf(home: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const args = existsSync(`/proc/${pid}/cmdline`)
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        : [];
      return args[0] === '/bin/sh' && args.includes(join(home, 'cluster'));
    })
    .map(Number);
}
