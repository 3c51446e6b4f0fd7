/** Size of the pieces in which bytes go on: each costs a switch between threads, so they are large. */
export const PIECE = 128 * 1024;

/** More than are ever in use at once by one build. */
const MOST = 24;

const own = new WeakSet<ArrayBufferLike>();
const free: Buffer[] = [];

/**
 * A piece to write bytes into; what it held before is still there. Pieces are used again and again: left to the garbage
 * collector, which does not see their size, they would pile up to several times what is in use.
 */
export function takePiece(): Buffer {
  const piece = free.pop();
  if (piece !== undefined) return piece;
  const made = Buffer.allocUnsafeSlow(PIECE);
  own.add(made.buffer);
  return made;
}

/** Gives back a piece, or a part that starts where a piece does, once nobody reads it any more. Other bytes are left alone. */
export function givePiece(bytes: Buffer): void {
  if (free.length < MOST && own.has(bytes.buffer)) free.push(Buffer.from(bytes.buffer));
}
