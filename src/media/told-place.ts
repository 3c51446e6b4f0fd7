import { type Metadata } from 'sharp';

const EXIF = Buffer.from('Exif\0\0', 'latin1');
/** Where the first directory names that of the place, and what names latitude and longitude there (Exif 2.32, section 4.6.6). */
const GPS_DIRECTORY = 0x8825;
const PLACE: readonly number[] = [2, 4];
const ENTRY = 12;

/** Texts of a PNG in which converters carry over, in hexadecimal digits, what a JPEG had in its head. */
const CARRIED = /^Raw profile type (?:exif|xmp|app1)$/i;

/**
 * Whether a photograph says where it was taken: in EXIF, or in XMP wherever that lies in the file, compressed too.
 * @param told what was read of the file
 */
export function tellsPlace(
  content: Buffer,
  { exif, xmp, comments = [] }: Pick<Metadata, 'exif' | 'xmp' | 'comments'>,
): boolean {
  const carried = comments.flatMap(({ keyword, text }) => (CARRIED.test(keyword) ? [carriedIn(text)] : []));
  return (
    [exif ?? [], ...carried].flat().some(exifTellsPlace) ||
    [content, xmp ?? [], ...carried].flat().some(xmpTellsPlace)
  );
}

/** Behind a line of its name and one of its length. */
function carriedIn(text: string): Buffer {
  const digits = /^\s*\S+\s+\d+\s([\s\da-f]*)/i.exec(text)?.[1] ?? '';
  return Buffer.from(digits.replace(/\s/g, ''), 'hex');
}

function xmpTellsPlace(content: Buffer): boolean {
  return content.includes('GPSLatitude') || content.includes('GPSLongitude');
}

function exifTellsPlace(exif: Buffer): boolean {
  const tiff = exif.subarray(0, EXIF.length).equals(EXIF) ? exif.subarray(EXIF.length) : exif;
  const reader = directoryReader(tiff);
  if (reader === undefined) return false;
  const place = reader.entries(reader.first).get(GPS_DIRECTORY);
  return place !== undefined && PLACE.some((tag) => reader.entries(place).has(tag));
}

interface DirectoryReader {
  readonly first: number;
  /** The values of a directory's entries by tag; none where it lies outside. */
  entries(at: number): ReadonlyMap<number, number>;
}

/** Reads the directories of a TIFF (TIFF 6.0, section 2). @returns undefined for what is none */
function directoryReader(tiff: Buffer): DirectoryReader | undefined {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || !['II', 'MM'].includes(order)) return undefined;
  const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  return {
    first: long(4),
    entries: (at) => {
      const found = new Map<number, number>();
      if (at + 2 > tiff.length) return found;
      const end = Math.min(at + 2 + short(at) * ENTRY, tiff.length - ENTRY + 1);
      for (let entry = at + 2; entry < end; entry += ENTRY) found.set(short(entry), long(entry + 8));
      return found;
    },
  };
}
