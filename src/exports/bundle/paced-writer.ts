import { type Writable } from 'node:stream';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Writes to a stream at its own pace; one call at a time. A stream that fails or closes fails the call under way. */
export class PacedWriter {
  private waiting?: Waiting;
  private failure?: Error;

  constructor(private readonly stream: Writable) {
    stream.on('drain', () => this.settle());
    stream.on('finish', () => this.settle());
    stream.on('error', (error) => this.fail(error));
    stream.on('close', () => {
      if (!stream.writableFinished) this.fail(new Error('The stream was closed before its end.'));
    });
  }

  /** @param used called once nobody reads the piece any more, unless the stream failed */
  async write(piece: Buffer, used?: () => void): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (!this.stream.write(piece, (error) => (error ? undefined : used?.()))) await this.wait();
  }

  /** Writes the last piece, where there is one; settles once everything was passed on. */
  async end(last?: Buffer): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (last === undefined) this.stream.end();
    else this.stream.end(last);
    if (!this.stream.writableFinished) await this.wait();
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  private settle(): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.reject(error);
  }
}
