import { type BundleZip } from './bundle-zip.js';
import { type DeflatedFile, Deflater } from './deflater.js';
import { type Spool } from './spool.js';
import { TextPieces } from './text-pieces.js';

interface Finished {
  readonly start: number;
  readonly file: DeflatedFile;
}

/** A file that is compressed into a spool while others are made, and is moved into the bundle later. */
export class SpooledFile {
  /** Takes text at once; `room` says when to wait. */
  readonly text = new TextPieces();
  private start = 0;
  private deflater?: Deflater;
  private ended?: Promise<Finished>;

  /** @param before the file before it in the same spool, which may still be on its way to its end */
  constructor(
    readonly path: string,
    private readonly spool: Spool,
    private before?: SpooledFile,
  ) {}

  /** Passes on what has come together, where that is enough; settles when more may come. */
  async room(): Promise<void> {
    const pieces = this.text.takeFull();
    if (pieces.length > 0) await this.pass(pieces);
  }

  /** Nothing more comes. Finishing goes on beside what follows; whoever needs the file waits for it. */
  end(): void {
    this.ended = this.finish(this.text.takeAll());
    this.ended.catch(() => undefined);
  }

  async moveTo(zip: BundleZip): Promise<void> {
    const { start, file } = await this.finished();
    await zip.add(this.path, file, (from, length) => this.spool.read(start + from, length));
  }

  destroy(): void {
    this.deflater?.destroy();
  }

  private async finished(): Promise<Finished> {
    if (this.ended === undefined) throw new Error('The file has not ended.');
    return this.ended;
  }

  private async finish(pieces: readonly Buffer[]): Promise<Finished> {
    const deflater = await this.pass(pieces.slice(0, -1));
    const file = await deflater.end(pieces.at(-1));
    // A bundle has thousands of pages: what is done keeps no buffers.
    this.deflater = undefined;
    return { start: this.start, file };
  }

  private async pass(pieces: readonly Buffer[]): Promise<Deflater> {
    const deflater = (this.deflater ??= await this.begin());
    for (const piece of pieces) await deflater.write(piece);
    return deflater;
  }

  /** Its bytes lie in one piece: it begins where the file before it has ended. */
  private async begin(): Promise<Deflater> {
    await this.before?.finished();
    this.before = undefined;
    this.start = this.spool.size;
    return new Deflater((piece) => this.spool.append(piece));
  }
}
