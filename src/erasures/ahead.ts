/** The same pieces, each read while whoever takes them still works on the one before. One at a time is read ahead. */
export async function* ahead<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  const reading = pieces[Symbol.asyncIterator]();
  const read = () => {
    const next = reading.next();
    // A failure is told when it is the piece's turn.
    next.catch(() => undefined);
    return next;
  };
  try {
    for (let next = read(); ;) {
      const piece = await next;
      if (piece.done === true) return;
      next = read();
      yield piece.value;
    }
  } finally {
    await reading.return?.();
  }
}
