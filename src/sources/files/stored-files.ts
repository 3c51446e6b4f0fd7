import { type Readable } from 'node:stream';
import { checkedKey } from '../../platform/storage/object-key.js';
import { type ObjectStore } from '../../platform/storage/object-store.js';
import { ObjectMissing } from '../../platform/storage/storage-errors.js';
import { finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { type FileFault, type OpenFile, type RecordedFiles } from './recorded-files.js';

/** The portal's own files: objects of the store whose keys start with `folder/`. Others are never touched. */
export class StoredFiles implements RecordedFiles {
  constructor(
    private readonly source: string,
    private readonly store: ObjectStore,
    private readonly folder: string,
  ) {}

  /** A store says whether it can be reached with each object. */
  async demand(): Promise<void> {}

  /** @throws SourceUnavailable where the store does not answer */
  async open(named: string): Promise<OpenFile | FileFault> {
    if (!this.isHere(named)) return 'outside';
    const content = await this.asked(async () => {
      try {
        return await this.store.read(named);
      } catch (error) {
        if (error instanceof ObjectMissing) return undefined;
        throw error;
      }
    });
    return content === undefined ? 'missing' : openFile(named, content);
  }

  async remove(named: string): Promise<boolean> {
    if (!this.isHere(named)) return false;
    return this.asked(async () => {
      const was = await this.store.size(named);
      // Also where there is none: what a writer left behind unfinished goes with it.
      await this.store.delete(named);
      return was !== undefined;
    });
  }

  /** @throws Error always: what is stored here says nothing from the start, and its map deletes it */
  async strip(): Promise<boolean> {
    throw new Error(`Files of the source ${this.source} are deleted, not written again.`);
  }

  private async asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch {
      throw new SourceUnavailable(this.source, finding('storeAway'));
    }
  }

  private isHere(named: string): boolean {
    try {
      return checkedKey(named).startsWith(`${this.folder}/`);
    } catch {
      return false;
    }
  }
}

function openFile(path: string, content: Readable): OpenFile {
  return {
    path,
    read: () => content,
    close: async () => {
      content.destroy();
    },
  };
}
