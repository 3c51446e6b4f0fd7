import sharp, { type Metadata } from 'sharp';
import { imageKind } from '../platform/images/image-kind.js';
import { oneImage } from '../platform/images/one-image.js';
import { invalidField } from '../platform/http/problem.js';
import { tellsPlace } from './told-place.js';

/** What is taken, and how each is written again. */
const WRITTEN = {
  jpeg: { quality: 85 },
  png: {},
  webp: { quality: 85 },
  gif: {},
} as const;

export type TakenKind = keyof typeof WRITTEN;
export const TAKEN_KINDS = Object.keys(WRITTEN) as [TakenKind, ...TakenKind[]];

/** Bytes of a file that is taken. */
export const LARGEST_IMAGE = 10 * 1024 * 1024;
/** Of all frames together: some 200 MB of memory, a few seconds of work. */
export const MOST_PIXELS = 50_000_000;
const MOST_FRAMES = 300;
const LONGEST = { seconds: 20 };

/** An image as it is stored: pixels alone. */
export interface TakenImage {
  readonly kind: TakenKind;
  readonly content: Buffer;
  /** Pixels, of one frame. */
  readonly width: number;
  readonly height: number;
  /** Whether the file as it came says where it was taken; what is stored does not. */
  readonly toldPlace: boolean;
}

/**
 * Writes an image anew from its pixels: whatever else the file holds (EXIF, XMP, IPTC, comments, a program behind its end)
 * stays behind; how it lies is turned into its pixels. What it is its bytes say, not its name.
 * @param side pixels that its longer side has at most; a larger one is made smaller
 * @throws Problem 422 at `/file` for what is no such image, has too many pixels or frames, or ends too early
 */
export async function takeImage(content: Buffer, side: number): Promise<TakenImage> {
  if (content.length > LARGEST_IMAGE) throw tooLarge();
  const kind = TAKEN_KINDS.find((one) => one === imageKind(content));
  if (kind === undefined) throw refused('Send a JPEG, PNG, WebP or GIF image; this file is none of them.');
  return oneImage(() => write(content, kind, side));
}

export const tooLarge = () => refused('Send an image of at most 10 MB.');

async function write(content: Buffer, kind: TakenKind, side: number): Promise<TakenImage> {
  const image = await look(content);
  if (image.format !== kind) throw unreadable();
  const { pages = 1, width, height } = image;
  if (pages > MOST_FRAMES) throw refused(`Send an image of at most ${MOST_FRAMES} frames.`);
  if (width * height * pages > MOST_PIXELS)
    throw refused(`Send an image of at most ${MOST_PIXELS / 1_000_000} million pixels, all frames counted.`);
  const written = await pixels(content, kind, side);
  return {
    kind,
    content: written.data,
    width: written.info.width,
    height: written.info.pageHeight ?? written.info.height,
    toldPlace: await tellsPlace(content, image),
  };
}

/** Reads no pixels. */
async function look(content: Buffer): Promise<Metadata> {
  try {
    return await sharp(content, { limitInputPixels: false }).metadata();
  } catch {
    throw unreadable();
  }
}

async function pixels(content: Buffer, kind: TakenKind, side: number) {
  try {
    return await sharp(content, { animated: true, limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .timeout(LONGEST)
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .toFormat(kind, WRITTEN[kind])
      .toBuffer({ resolveWithObject: true });
  } catch {
    throw unreadable();
  }
}

const unreadable = () => refused('Send an image that is whole and opens; this one does not.');

function refused(message: string) {
  return invalidField('/file', message);
}
