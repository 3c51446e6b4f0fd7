import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from './files.js';
import { type DatabaseHome } from './home.js';

const shape = z.object({
  /** The home it was written for: a record that was copied with its folder speaks of another server. */
  home: z.string(),
  socketDir: z.string(),
  /** The process that started the server and will stop it. */
  owner: z.object({ pid: z.int().positive(), began: z.string(), space: z.string() }),
  /** The postmaster. */
  server: z.int().positive(),
});

/** What a process that runs the server tells the others. It holds no secret: the kernel tells PostgreSQL who connects. */
export type ServerRecord = z.infer<typeof shape>;

const pathOf = (home: DatabaseHome) => join(home.dir, 'server.json');

export function writeRecord(home: DatabaseHome, record: ServerRecord): void {
  writeWhole(pathOf(home), `${JSON.stringify(record)}\n`, 0o600, home.owner);
}

/** The record of a home, if it has one that can be understood. */
export function readRecord(home: DatabaseHome): ServerRecord | undefined {
  try {
    const read = shape.safeParse(JSON.parse(readFileSync(pathOf(home), 'utf8')));
    return read.success && read.data.home === home.dir ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the record of the server `pid`, not that of a later one. */
export function removeRecord(home: DatabaseHome, pid: number): void {
  if (readRecord(home)?.server === pid) rmSync(pathOf(home), { force: true });
}
