import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Readable } from 'node:stream';
import { codeOf } from '../platform/errors/code-of.js';

const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A file of somebody's data at a place that an operator names: for nobody else to read (0600), whole or not at all, and
 * never in the place of another file. Until it is whole its bytes lie beside it under another name.
 */
export class BundleFile {
  private readonly ended = (signal: NodeJS.Signals): void => {
    this.clear();
    process.kill(process.pid, signal);
  };

  private constructor(
    readonly path: string,
    private readonly draft: string,
    private readonly file: FileHandle,
  ) {
    for (const signal of ENDINGS) process.once(signal, this.ended);
  }

  /** @throws Error in a sentence where a file is there already, or none can be made */
  static async open(given: string): Promise<BundleFile> {
    const path = resolve(given);
    if (existsSync(path)) throw taken(path);
    const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
    try {
      return new BundleFile(path, draft, await open(draft, 'wx', 0o600));
    } catch (error) {
      throw new Error(`No file can be made in ${dirname(path)} (${codeOf(error)}).`, { cause: error });
    }
  }

  /** @throws Error in a sentence where other bytes came than these, or there was no room for them */
  async fill(
    content: Readable,
    expected: { readonly bytes: number; readonly sha256: Buffer },
  ): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
        await this.file.writeFile(chunk);
      }
      await this.file.sync();
    } catch (error) {
      throw new Error(`The bundle could not be copied to ${this.path} (${codeOf(error) ?? 'broken off'}).`, {
        cause: error,
      });
    }
    if (bytes !== expected.bytes || !timingSafeEqual(hash.digest(), expected.sha256)) {
      throw new Error('What the store gave is not the bundle that was built.');
    }
  }

  /** From here on the file is there, also after a power cut. @throws Error in a sentence where its place was taken meanwhile */
  publish(): void {
    try {
      linkSync(this.draft, this.path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw taken(this.path);
      throw new Error(`${this.path} cannot be made (${codeOf(error)}).`, { cause: error });
    }
    this.clear();
    const folder = openSync(dirname(this.path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  /** Leaves nothing but a published file. */
  async discard(): Promise<void> {
    for (const signal of ENDINGS) process.off(signal, this.ended);
    this.clear();
    await this.file.close();
  }

  private clear(): void {
    rmSync(this.draft, { force: true });
  }
}

function taken(path: string): Error {
  return new Error(`${path} is there already; nothing is written over it.`);
}
