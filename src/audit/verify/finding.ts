/** Where the stored log contradicts itself, or what was signed. `where` is what a reader looks for first. */
export interface Finding {
  readonly where: string;
  /** What differs, in a sentence. */
  readonly what: string;
}

export const atEvent = (seq: number, what: string): Finding => ({ where: `event ${seq}`, what });

export const atTile = (level: number, tile: number, what: string): Finding => ({
  where: `tile ${level}/${tile}`,
  what,
});
