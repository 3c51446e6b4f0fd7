import sharp from 'sharp';

/** Formats that are written again without what says where and by whom the image was made. */
const STRIPPED = ['jpeg', 'png', 'webp', 'gif', 'tiff'] as const;

/** Larger ones are refused before they fill the memory. */
const MOST_PIXELS = 268_402_689;

/**
 * The image without EXIF, XMP and IPTC: how it lies is turned into its pixels, its colours stay what they are.
 * @param content a whole file
 * @returns undefined for what is no such image
 */
export async function stripped(content: Buffer): Promise<Buffer | undefined> {
  const image = sharp(content, { animated: true, limitInputPixels: MOST_PIXELS });
  const { format } = await image.metadata().catch(() => ({ format: undefined }));
  const known = STRIPPED.find((each) => each === format);
  if (known === undefined) return undefined;
  return image
    .autoOrient()
    .keepIccProfile()
    .toFormat(known, known === 'jpeg' ? { quality: 92 } : {})
    .toBuffer();
}
