/**
 * The same pieces, read while whoever takes them still works on those before.
 * @param most pieces that are read ahead
 */
export async function* ahead<Piece>(pieces: AsyncIterable<Piece>, most = 1): AsyncGenerator<Piece> {
  const reading = pieces[Symbol.asyncIterator]();
  const read = () => {
    const next = reading.next();
    // A failure is told when it is the piece's turn.
    next.catch(() => undefined);
    return next;
  };
  try {
    const waiting = [read()];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      while (waiting.length < most) waiting.push(read());
      const piece = await next;
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    await reading.return?.();
  }
}
