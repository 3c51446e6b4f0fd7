import exifr from 'exifr';
import { type Metadata } from 'sharp';

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const PLACE = ['GPSLatitude', 'GPSLongitude'] as const;

/** Texts of a PNG in which converters carry over, in hexadecimal digits, what a JPEG had in its head. */
const CARRIED = /^Raw profile type (?:exif|xmp|app1)$/i;

/**
 * Whether a photograph says where it was taken: in EXIF, or in XMP wherever that lies in the file, compressed too.
 * @param told what was read of the file
 */
export async function tellsPlace(
  content: Buffer,
  { exif, xmp, comments = [] }: Pick<Metadata, 'exif' | 'xmp' | 'comments'>,
): Promise<boolean> {
  const carried = comments.flatMap(({ keyword, text }) => (CARRIED.test(keyword) ? [carriedIn(text)] : []));
  if ([content, xmp ?? [], ...carried].flat().some(xmpTellsPlace)) return true;
  const told = await Promise.all([exif ?? [], ...carried].flat().map(exifTellsPlace));
  return told.includes(true);
}

/** Behind a line of its name and one of its length. */
function carriedIn(text: string): Buffer {
  const digits = /^\s*\S+\s+\d+\s([\s\da-f]*)/i.exec(text)?.[1] ?? '';
  return Buffer.from(digits.replace(/\s/g, ''), 'hex');
}

function xmpTellsPlace(content: Buffer): boolean {
  return PLACE.some((name) => content.includes(name));
}

async function exifTellsPlace(exif: Buffer): Promise<boolean> {
  const tiff = exif.subarray(0, EXIF.length).equals(EXIF) ? exif.subarray(EXIF.length) : exif;
  try {
    const found = (await exifr.parse(tiff, { pick: [...PLACE] })) as
      Readonly<Record<string, unknown>> | undefined;
    return PLACE.some((name) => found?.[name] !== undefined);
  } catch {
    // What cannot be read says nothing.
    return false;
  }
}
