import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Spool } from '../../../src/exports/bundle/spool.js';

const BYTES = Buffer.alloc(3 * 1024 * 1024, 'spool');

describe.skipIf(process.platform !== 'linux')('a spool (by what Linux says of open files)', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'athar-spool-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const openFiles = (): string[] =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
      } catch {
        return false;
      }
    });

  it('holds a file without a name while it has more than a megabyte, and none once it is closed', async () => {
    const spool = new Spool(folder);
    await spool.append(BYTES);
    expect(openFiles()).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
    expect((await spool.read(5, 5)).toString()).toBe('spool');
    await spool.close();
    expect(openFiles()).toEqual([]);
  });

  it('leaves no file open where it is closed while something is added', async () => {
    const spool = new Spool(folder);
    const adding = spool.append(BYTES).then(
      () => 'added',
      () => 'failed',
    );
    await spool.close();
    expect(await adding).toBe('failed');
    expect(openFiles()).toEqual([]);
  });

  it('opens none once it is closed', async () => {
    const spool = new Spool(folder);
    await spool.close();
    await expect(spool.append(BYTES)).rejects.toThrow('The spool is closed.');
    expect(openFiles()).toEqual([]);
  });
});
