/** Whether an image may say where and by whom it was made, by its bytes alone. In doubt it may. */
export function mayHaveFacts(content: Buffer, format: string): boolean {
  if (format === 'jpeg') return jpegHasMore(content);
  if (format === 'heif') return heifHasFacts(content);
  // Written again these stay what they are, pixel for pixel.
  return true;
}

/** An item of EXIF, behind the box that names it by two or four bytes, or one of XMP. */
function heifHasFacts(content: Buffer): boolean {
  return /infe[^]{8,10}Exif|application\/rdf\+xml/.test(content.toString('latin1'));
}

const [START_OF_SCAN, COMMENT] = [0xda, 0xfe];
const END = Buffer.from([0xff, 0xd9]);

/** Whether a JPEG has segments that its pixels and colours do not need, or anything behind its end, as phones put there. */
function jpegHasMore(content: Buffer): boolean {
  let at = 2;
  while (content[at] === 0xff && content[at + 1] !== START_OF_SCAN) {
    const marker = content[at + 1] ?? 0;
    const start = content.toString('latin1', at + 4, at + 16);
    if (marker === COMMENT || (isApplication(marker) && !isNeeded(marker, start))) return true;
    if (at + 4 > content.length) return true;
    at += 2 + content.readUInt16BE(at + 2);
  }
  return content[at] !== 0xff || content.indexOf(END, at) + END.length !== content.length;
}

function isApplication(marker: number): boolean {
  return marker >= 0xe0 && marker <= 0xef;
}

/** How many dots an inch has, the colours' profile, and how colours are written. */
function isNeeded(marker: number, start: string): boolean {
  if (marker === 0xe0) return start.startsWith('JFIF\0');
  if (marker === 0xe2) return start.startsWith('ICC_PROFILE\0');
  return marker === 0xee && start.startsWith('Adobe');
}
