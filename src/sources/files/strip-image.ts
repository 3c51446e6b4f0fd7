import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import sharp from 'sharp';

/** Formats that are written again without what says where and by whom the image was made. */
const STRIPPED = ['jpeg', 'png', 'webp', 'gif', 'tiff'] as const;

/** Larger ones are refused before they fill the memory. */
const MOST_PIXELS = 268_402_689;

/** How many bytes tell whether a file may be such an image. */
const HEAD = 12;

const STARTS = ['\xff\xd8\xff', '\x89PNG', 'GIF8', 'II*\0', 'II+\0', 'MM\0*', 'MM\0+'];

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

/**
 * The image without EXIF, XMP and IPTC: how it lies is turned into its pixels, its colours stay what they are.
 * @param content a whole file
 * One that ends too early is written as far as it goes.
 * @returns undefined for what is no such image
 * @throws where it has too many pixels, or none that can be read
 */
export async function stripped(content: Buffer): Promise<Buffer | undefined> {
  // How large it is tells nothing of what it is.
  const { format } = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => ({ format: undefined }));
  const known = STRIPPED.find((each) => each === format);
  if (known === undefined) return undefined;
  return sharp(content, { animated: true, limitInputPixels: MOST_PIXELS, failOn: 'none' })
    .autoOrient()
    .keepIccProfile()
    .toFormat(known, known === 'jpeg' ? { quality: 92 } : {})
    .toBuffer();
}
