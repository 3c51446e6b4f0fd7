import { type FileFault, type OpenFile, type RecordedFiles } from '../../sources/files/recorded-files.js';
import { type BundleZip } from './bundle-zip.js';
import { Deflater } from './deflater.js';
import { PIECE } from './pieces.js';
import { type Spool } from './spool.js';

/** A file that a record names and that is not in the bundle. */
export interface MissingFile {
  readonly path: string;
  /** `unset`: nobody has told the portal where files lie; `long`: the record is too long to be looked through. */
  readonly fault: FileFault | 'unset' | 'long';
}

/** The files of one source that are in the bundle, and those that are not. A bundle has few enough to remember each. */
export class BundledFiles {
  /** Where they lie in the bundle. */
  readonly paths: string[] = [];
  readonly missing: MissingFile[] = [];
  private readonly seen = new Set<string>();

  /**
   * @param source the id of the source
   * @param files absent where the operator has not said where they are
   */
  constructor(
    private readonly source: string,
    private readonly files: RecordedFiles | undefined,
    private readonly spool: Spool,
  ) {}

  /** Adds each file once, whole, at the pace of the ZIP. @throws SourceUnavailable where there is no folder of files */
  async add(zip: BundleZip, named: readonly string[], signal?: AbortSignal): Promise<void> {
    if (named.length > 0) await this.files?.demand();
    for (const name of named) {
      signal?.throwIfAborted();
      if (this.seen.has(name)) continue;
      this.seen.add(name);
      const found = this.files === undefined ? 'unset' : await this.files.open(name);
      if (typeof found === 'string') this.missing.push({ path: name, fault: found });
      else await this.addOne(zip, found);
    }
  }

  /** Says of so many records of a file of the bundle that they were too long to be looked through for names of files. */
  addUnread(path: string, records: number): void {
    for (let left = records; left > 0; left -= 1) this.missing.push({ path, fault: 'long' });
  }

  private async addOne(zip: BundleZip, found: OpenFile): Promise<void> {
    const inBundle = `files/${this.source}/${found.path}`;
    try {
      if (this.seen.has(inBundle)) return;
      this.seen.add(inBundle);
      const file = await this.compressed(found);
      await zip.add(inBundle, file, (start, length) => this.spool.read(start, length));
      this.paths.push(inBundle);
    } finally {
      await found.close();
      await this.spool.clear();
    }
  }

  private async compressed(found: OpenFile) {
    const deflater = new Deflater((piece) => this.spool.append(piece));
    try {
      for await (const piece of found.read(PIECE) as AsyncIterable<Buffer>) await deflater.write(piece);
      return await deflater.end();
    } catch (error) {
      deflater.destroy();
      throw error;
    }
  }
}
