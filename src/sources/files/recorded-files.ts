import { type Readable } from 'node:stream';

/** Why a file that a record names cannot be had. */
export type FileFault = 'missing' | 'unreadable' | 'outside';

/** A file that is there; whoever gets it closes it. */
export interface OpenFile {
  /** Below the place of the files, without `.` or `..`, its parts parted by `/`. */
  readonly path: string;
  /** Its bytes, once, in pieces of about the size given. */
  read(piece: number): Readable;
  close(): Promise<void>;
}

/** Where the files lie that records of a source name. Nothing outside it is ever opened, whatever records name. */
export interface RecordedFiles {
  /** @throws SourceUnavailable where the place cannot be reached: then no file is missing by itself */
  demand(): Promise<void>;
  /** Opens the file for reading. */
  open(named: string): Promise<OpenFile | FileFault>;
  /**
   * Deletes the file.
   * @returns false where there is none, or none that is here
   * @throws SourceUnavailable where it does not go
   */
  remove(named: string): Promise<boolean>;
  /**
   * Takes from an image what says where and by whom it was made.
   * @returns true where the image says nothing any more; false where there is none
   * @throws SourceUnavailable where it cannot be written
   */
  strip(named: string): Promise<boolean>;
}
