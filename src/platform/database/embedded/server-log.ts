import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { giveTo } from './files.js';
import { type DatabaseHome } from './home.js';

const LARGEST = 2 * 1024 * 1024;
const LOOK_EVERY_MS = 10 * 60_000;

/** Where the server writes what it says of itself; the last two megabytes of it are kept, and as much again before them. */
export class ServerLog {
  readonly path: string;
  /** Open for appending; handed to the server, which goes on writing at the end after it was cut. */
  readonly fd: number;
  private readonly timer: NodeJS.Timeout;
  private closed = false;

  constructor(home: DatabaseHome) {
    this.path = join(home.dir, 'server.log');
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
    this.fd = openSync(this.path, flags, 0o600);
    giveTo(this.path, home.owner);
    this.cut();
    this.timer = setInterval(() => this.cut(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  /** The end of the log, from `offset` on. */
  since(offset: number): string {
    return readFileSync(this.path).subarray(offset).toString();
  }

  size(): number {
    return fstatSync(this.fd).size;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    closeSync(this.fd);
  }

  private cut(): void {
    if (this.size() < LARGEST) return;
    const old = `${this.path}.old`;
    try {
      rmSync(old, { force: true });
      copyFileSync(this.path, old, constants.COPYFILE_EXCL);
    } catch {
      // A full disk is one more reason to cut.
    }
    ftruncateSync(this.fd, 0);
  }
}
