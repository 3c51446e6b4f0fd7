import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';

// A file that is replaced must not be taken for what it was.
sharp.cache(false);

/**
 * Formats that are written again without what says where and by whom the image was made, and how many bytes of memory a
 * pixel may cost meanwhile, at 8 bits a colour.
 */
const BYTES = { jpeg: 4, png: 4, tiff: 4, webp: 12, gif: 18 } as const;

/** The same for pixels of pages after the first: one is written after the other. */
const BYTES_BEHIND = 4;

/** Of the widest pixels. */
const WIDER: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 };

/** An image that would take more memory is not written again: a photograph of 108 megapixels that lies on its side is. */
const MOST_BYTES = 448 * 1024 * 1024;

/** More would take minutes. */
const MOST_PIXELS = 268_402_689;

/** How many bytes tell whether a file may be such an image. */
const HEAD = 12;

const STARTS = ['\xff\xd8\xff', '\x89PNG', 'GIF8', 'II*\0', 'II+\0', 'MM\0*', 'MM\0+'];

/** An image that says who made it and is too large to be written again. */
export class ImageTooLarge extends Error {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    super('An image is too large to be written again.');
  }
}

/** Whether the file begins as such an image does: no other is read as a whole, however large it is. */
export async function mayBeStripped(path: string): Promise<boolean> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    return STARTS.some((start) => head.startsWith(start)) || /^RIFF.{4}WEBP$/s.test(head);
  } finally {
    await handle.close();
  }
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Writes the image without EXIF, XMP and IPTC: how it lies is turned into its pixels, its colours stay what they are. One
 * that ends too early is written as far as it goes. In one process one after the other, so that memory is bounded.
 * @param path of a whole file @param into of the file to write
 * @returns false for what is no such image, and for a very large one without any of these: nothing is written
 * @throws ImageTooLarge; an error of the library where there are no pixels that can be read
 */
export function writeStripped(path: string, into: string): Promise<boolean> {
  const mine = turn.then(() => write(path, into));
  turn = mine.catch(() => undefined);
  return mine;
}

async function write(path: string, into: string): Promise<boolean> {
  // How large it is tells nothing of what it is.
  const image = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  const format = (Object.keys(BYTES) as (keyof typeof BYTES)[]).find((each) => each === image?.format);
  if (image === undefined || format === undefined) return false;
  if (isTooLarge(image, format)) {
    if (saysWho(image)) throw new ImageTooLarge(image.width, image.height);
    return false;
  }
  await sharp(path, { animated: true, limitInputPixels: false, failOn: 'none' })
    .autoOrient()
    .keepIccProfile()
    // To choose the best codes, JPEG would need the whole image at once.
    .toFormat(format, format === 'jpeg' ? { quality: 92, optimiseCoding: false } : {})
    .toFile(into);
  return true;
}

function isTooLarge(image: Metadata, format: keyof typeof BYTES): boolean {
  const { width, height, pages = 1, depth, orientation = 1, isProgressive } = image;
  const pixels = width * height;
  // These are read and written line by line.
  const flows = (format === 'jpeg' || format === 'png') && orientation === 1 && !isProgressive;
  const bytes = flows ? 0 : (BYTES[format] + (pages - 1) * BYTES_BEHIND) * pixels * (WIDER[depth] ?? 4);
  return pixels * pages > MOST_PIXELS || bytes > MOST_BYTES;
}

function saysWho({ exif, xmp, iptc, tifftagPhotoshop, comments }: Metadata): boolean {
  return [exif, xmp, iptc, tifftagPhotoshop, comments].some((each) => each !== undefined);
}
