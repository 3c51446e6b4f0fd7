/** Makes records of the lines that a database writes, in their order. */
export interface LineShape {
  /** @returns text to write, lines and parts of lines */
  take(line: string): string;
  /** @returns what is left to write after the last line */
  end(): string;
}
