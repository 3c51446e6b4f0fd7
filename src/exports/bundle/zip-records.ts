import { type DeflatedFile } from './deflater.js';

/** The records of a ZIP file, as PKWARE's APPNOTE 6.3.9 defines them. Names are UTF-8; files are readable by their owner. */

/** General purpose flags: lengths follow the data (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
const UNIX = 3;
const VERSION_MADE_BY = (UNIX << 8) | 63;
const VERSION_PLAIN = 20;
const VERSION_ZIP64 = 45;
const ATTRIBUTES = 0o100600 * 0x10000;
/** Stands in a 32-bit field whose value is in the ZIP64 record. */
const IN_ZIP64 = 0xffffffff;
const MANY = 0xffff;

export interface ZipFileRecord extends DeflatedFile {
  readonly path: string;
  /** Where its local header starts. */
  readonly offset: number;
}

/** Before the data, whose lengths are not known yet. */
export function localHeader(path: string, mtime: Date): Buffer {
  const name = Buffer.from(path);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION_PLAIN, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt32LE(dosTime(mtime), 10);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

/** After the data: its checksum and lengths. */
export function dataDescriptor(file: DeflatedFile): Buffer {
  const wide = isLarge(file);
  const descriptor = Buffer.alloc(wide ? 24 : 16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(file.crc, 4);
  if (wide) {
    descriptor.writeBigUInt64LE(BigInt(file.compressed), 8);
    descriptor.writeBigUInt64LE(BigInt(file.bytes), 16);
  } else {
    descriptor.writeUInt32LE(file.compressed, 8);
    descriptor.writeUInt32LE(file.bytes, 12);
  }
  return descriptor;
}

/** One file in the directory at the end. */
export function directoryRecord(file: ZipFileRecord, mtime: Date): Buffer {
  const name = Buffer.from(file.path);
  const wide = isLarge(file) || file.offset >= IN_ZIP64;
  const extra = wide ? zip64Extra(file) : Buffer.alloc(0);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(VERSION_MADE_BY, 4);
  record.writeUInt16LE(wide ? VERSION_ZIP64 : VERSION_PLAIN, 6);
  record.writeUInt16LE(FLAGS, 8);
  record.writeUInt16LE(DEFLATED, 10);
  record.writeUInt32LE(dosTime(mtime), 12);
  record.writeUInt32LE(file.crc, 16);
  record.writeUInt32LE(wide ? IN_ZIP64 : file.compressed, 20);
  record.writeUInt32LE(wide ? IN_ZIP64 : file.bytes, 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(ATTRIBUTES, 38);
  record.writeUInt32LE(wide ? IN_ZIP64 : file.offset, 42);
  return Buffer.concat([record, name, extra]);
}

/** Closes the file: where the directory lies, and how many files it names. */
export function endRecords(files: number, directoryOffset: number, directoryBytes: number): Buffer {
  const wide = files >= MANY || directoryOffset >= IN_ZIP64 || directoryBytes >= IN_ZIP64;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(wide ? MANY : files, 8);
  end.writeUInt16LE(wide ? MANY : files, 10);
  end.writeUInt32LE(wide ? IN_ZIP64 : directoryBytes, 12);
  end.writeUInt32LE(wide ? IN_ZIP64 : directoryOffset, 16);
  return wide ? Buffer.concat([zip64End(files, directoryOffset, directoryBytes), end]) : end;
}

function zip64End(files: number, directoryOffset: number, directoryBytes: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(VERSION_MADE_BY, 12);
  record.writeUInt16LE(VERSION_ZIP64, 14);
  record.writeBigUInt64LE(BigInt(files), 24);
  record.writeBigUInt64LE(BigInt(files), 32);
  record.writeBigUInt64LE(BigInt(directoryBytes), 40);
  record.writeBigUInt64LE(BigInt(directoryOffset), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

function zip64Extra(file: ZipFileRecord): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(file.bytes), 4);
  extra.writeBigUInt64LE(BigInt(file.compressed), 12);
  extra.writeBigUInt64LE(BigInt(file.offset), 20);
  return extra;
}

function isLarge(file: DeflatedFile): boolean {
  return file.bytes >= IN_ZIP64 || file.compressed >= IN_ZIP64;
}

/** Date and time of MS-DOS, in UTC, since the format knows no zone: the time below, the date above. */
function dosTime(at: Date): number {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107) - 1980;
  const date = (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return date * 0x10000 + time;
}
