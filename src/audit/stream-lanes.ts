import type pg from 'pg';
import { Readable } from 'node:stream';
import { type Piece } from './audit-select.js';

/** Events of one statement: enough that beginning it costs little, and few enough that most pieces fit into a lane. */
const PIECE = 8192;

/** Bytes that a lane keeps of a piece that nobody has taken yet, whatever its events hold. */
export const LANE_BYTES = 4 * 1024 * 1024;

/** Begins to read one piece on a connection. */
export type ReadPiece = (client: pg.ClientBase, piece: Piece) => Promise<Readable>;

/**
 * Pieces of the log, one after the other as one stream of bytes. Each connection reads its next piece while those before it are
 * taken, so that the database works on as many at once. When the stream is destroyed so is what was begun.
 * @param clients in transactions that see the same, which the caller ends
 */
export function streamPieces(
  clients: readonly pg.ClientBase[],
  pieces: readonly Piece[],
  read: ReadPiece,
): Readable {
  const lanes = new Lanes(clients, pieces, read);
  const bytes = lanes.bytes();
  return new Readable({
    read() {
      bytes.next().then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      lanes.stop();
      done(error);
    },
  });
}

/** The numbers from `from` on and before `before`, the newest first; where there is none, one piece without events. */
export function piecesOf({ from, before }: Piece): Piece[] {
  const low = Math.floor(from / PIECE);
  const count = Math.max(1, Math.ceil(before / PIECE) - low);
  return Array.from({ length: count }, (_, index) => {
    const start = (low + count - 1 - index) * PIECE;
    return { from: start, before: start + PIECE };
  });
}

class Lanes {
  /** Pieces that were begun and are not taken yet, by their place. */
  private readonly begun = new Map<number, Promise<Readable>>();

  constructor(
    private readonly clients: readonly pg.ClientBase[],
    private readonly pieces: readonly Piece[],
    private readonly read: ReadPiece,
  ) {}

  async *bytes(): AsyncGenerator<Buffer> {
    for (let place = 0; place < this.clients.length; place += 1) this.begin(place);
    for (let place = 0; place < this.pieces.length; place += 1) {
      for await (const bytes of (await this.begun.get(place)) ?? []) yield bytes as Buffer;
      this.begun.delete(place);
      this.begin(place + this.clients.length);
    }
  }

  stop(): void {
    for (const reading of this.begun.values()) void reading.then((stream) => stream.destroy(), ignore);
  }

  private begin(place: number): void {
    const piece = this.pieces[place];
    const client = this.clients[place % this.clients.length];
    if (piece === undefined || client === undefined) return;
    const reading = this.read(client, piece).then(readAhead);
    // Whoever takes this piece learns of its failure then, though it may fail before.
    reading.catch(ignore);
    this.begun.set(place, reading);
  }
}

/** Lets the stream fill what it keeps before anybody reads it. */
function readAhead(stream: Readable): Readable {
  stream.on('error', ignore);
  stream.read(0);
  return stream;
}

function ignore(): void {}
