import { constants } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { HEAD, imageKind } from '../../platform/images/image-kind.js';
import { oneImage } from '../../platform/images/one-image.js';
import { mayHaveFacts } from './image-facts.js';

/**
 * Formats that are written again without what says where and by whom the image was made, and how many bytes of memory a
 * pixel may cost meanwhile, at 8 bits a colour.
 */
const BYTES = { jpeg: 4, png: 4, tiff: 4, webp: 12, gif: 18, heif: 24 } as const;

type Format = keyof typeof BYTES;

/** How each is written: what loses nothing by it loses nothing. To choose the best codes, JPEG would need the whole image at once. */
const WRITTEN: Partial<Record<Format, object>> = {
  jpeg: { quality: 92, optimiseCoding: false },
  tiff: { compression: 'lzw' },
  webp: { quality: 90 },
  heif: { quality: 80, compression: 'av1' },
};

/** The same for pixels of pages after the first: one is written after the other. */
const BYTES_BEHIND = 4;

/** Of the widest pixels. */
const WIDER: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 };

/** An image that would take more memory is not written again: a photograph of 108 megapixels that lies on its side is. */
const MOST_BYTES = 448 * 1024 * 1024;

/** What is looked through byte by byte; a larger file is taken to say something. */
const MOST_READ = 128 * 1024 * 1024;

/** More would take minutes. */
const MOST_PIXELS = 268_402_689;

/** An image that says who made it and is too large to be written again. */
export class ImageTooLarge extends Error {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    super('An image is too large to be written again.');
  }
}

/** An image that says where or by whom it was made, in a format that cannot be written here (HEIC). */
export class UnwritableImage extends Error {
  constructor() {
    super('An image cannot be written without what it says.');
    this.name = 'UnwritableImage';
  }
}

/** What became of a file: an image that was `written` without what it said, or `says nothing` and stays byte for byte. */
export type Stripping = 'no image' | 'says nothing' | 'written';

/** Whether the file begins as such an image does: no other is read as a whole, however large it is. */
export async function mayBeStripped(path: string): Promise<boolean> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return imageKind(buffer.subarray(0, bytesRead)) !== undefined;
  } finally {
    await handle.close();
  }
}

/**
 * Writes the image without EXIF, XMP and IPTC: how it lies is turned into its pixels, its colours stay what they are. One
 * that ends too early is written as far as it goes. In one process one after the other, so that memory is bounded.
 * @param path of a whole file @param into of the file to write
 * @throws ImageTooLarge; UnwritableImage; an error of the library where there are no pixels that can be read
 */
export function writeStripped(path: string, into: string): Promise<Stripping> {
  return oneImage(() => write(path, into));
}

async function write(path: string, into: string): Promise<Stripping> {
  const image = await look(path);
  const format = (Object.keys(BYTES) as Format[]).find((each) => each === image.format);
  if (format === undefined) return 'no image';
  if (await isSilent(path, format)) return 'says nothing';
  if (format === 'heif' && image.compression !== 'av1') throw new UnwritableImage();
  if (isTooLarge(image as Metadata, format)) {
    if (saysWho(image)) throw new ImageTooLarge(image.width ?? 0, image.height ?? 0);
    return 'says nothing';
  }
  await sharp(path, { animated: true, limitInputPixels: false, failOn: 'none' })
    .autoOrient()
    .keepIccProfile()
    .toFormat(format, WRITTEN[format])
    .toFile(into);
  return 'written';
}

/** What format it is, and how large. How large it is tells nothing of what it is. */
async function look(path: string): Promise<Partial<Metadata>> {
  try {
    return await sharp(path, { limitInputPixels: false }).metadata();
  } catch {
    // Not every library reads HEIC, and it is an image all the same.
    return (await isHeif(path)) ? { format: 'heif' } : {};
  }
}

async function isHeif(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return imageKind(buffer) === 'heif';
  } finally {
    await handle.close();
  }
}

async function isSilent(path: string, format: Format): Promise<boolean> {
  if ((await stat(path)).size > MOST_READ) return false;
  return !mayHaveFacts(await readFile(path), format);
}

function isTooLarge(image: Metadata, format: Format): boolean {
  const { width, height, pages = 1, depth, orientation = 1, isProgressive } = image;
  const pixels = width * height;
  // These are read and written line by line.
  const flows = (format === 'jpeg' || format === 'png') && orientation === 1 && !isProgressive;
  const bytes = flows ? 0 : (BYTES[format] + (pages - 1) * BYTES_BEHIND) * pixels * (WIDER[depth] ?? 4);
  return pixels * pages > MOST_PIXELS || bytes > MOST_BYTES;
}

function saysWho({ exif, xmp, iptc, tifftagPhotoshop, comments }: Partial<Metadata>): boolean {
  return [exif, xmp, iptc, tifftagPhotoshop, comments].some((each) => each !== undefined);
}
