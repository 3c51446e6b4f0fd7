import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ObjectStore } from '../../platform/storage/object-store.js';

const FOLDER = 'log';
const DIGITS = 16;

/**
 * The last checkpoint outside the database: a restored or shortened database is found by it. Each lies under its own key, so
 * that no older one ever takes the place of a newer.
 */
@Injectable()
export class CheckpointStore {
  constructor(private readonly store: ObjectStore) {}

  /** Keeps a checkpoint's note, and lets go of those that it follows. */
  async keep(epoch: number, size: number, note: string): Promise<void> {
    const key = keyOf(epoch, size);
    await this.store.put(key, Readable.from([Buffer.from(note)]));
    for await (const other of this.store.list(FOLDER)) if (other < key) await this.store.delete(other);
  }

  /** @returns the note of the latest epoch's largest size; undefined where none was ever kept */
  async last(): Promise<{ readonly epoch: number; readonly note: string } | undefined> {
    let failed = '';
    for (;;) {
      const key = await this.lastKey();
      if (key === undefined) return undefined;
      try {
        return { epoch: Number(key.split('/')[1]), note: await text(await this.store.read(key)) };
      } catch (error) {
        // A signer may have let go of it meanwhile, for a newer one.
        if (key === failed) throw error;
        failed = key;
      }
    }
  }

  private async lastKey(): Promise<string | undefined> {
    let last: string | undefined;
    for await (const key of this.store.list(FOLDER)) if (last === undefined || key > last) last = key;
    return last;
  }
}

function keyOf(epoch: number, size: number): string {
  return `${FOLDER}/${String(epoch).padStart(DIGITS, '0')}/${String(size).padStart(DIGITS, '0')}`;
}
