/** How many bytes tell what kind of image a file begins as. */
export const HEAD = 12;

export type ImageKind = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'heif';

const STARTS: readonly (readonly [start: string, kind: ImageKind])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG', 'png'],
  ['GIF8', 'gif'],
  ['II*\0', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['MM\0+', 'tiff'],
];

/** How AVIF and HEIC begin, behind their first length; films begin alike, and go on in another way. */
const HEIF = /^ftyp(?:avi[fs]|hei[cmsx]|hev[cmsx]|mif1|msf1)$/;

/** What kind of image the bytes begin as, whatever a name or a header says. @returns undefined for anything else */
export function imageKind(content: Buffer): ImageKind | undefined {
  const head = content.toString('latin1', 0, HEAD);
  const found = STARTS.find(([start]) => head.startsWith(start));
  if (found !== undefined) return found[1];
  if (/^RIFF.{4}WEBP$/s.test(head)) return 'webp';
  return HEIF.test(head.slice(4)) ? 'heif' : undefined;
}
