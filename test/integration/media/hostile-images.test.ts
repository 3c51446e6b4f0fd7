import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MOST_PIXELS, takeImage } from '../../../src/media/taken-image.js';
import { photograph } from '../../support/images.js';

const dots = (width: number, height = width) =>
  sharp({ create: { width, height, channels: 3, background: '#123456' }, limitInputPixels: false });

async function refusal(content: Buffer): Promise<string> {
  const taken = takeImage(content, 2560).then(
    ({ kind }) => `taken as ${kind}`,
    (error: { errors: { pointer: string; message: string }[] }) =>
      error.errors.map(({ pointer, message }) => `${pointer} ${message}`).join(),
  );
  return taken;
}

/** A GIF of as many frames as are asked for: the last one of a small one, over and over. */
async function manyFrames(frames: number): Promise<Buffer> {
  const two = await Promise.all([dots(2).png().toBuffer(), dots(2).negate().png().toBuffer()]);
  const gif = await sharp(two, { join: { animated: true } })
    .gif()
    .toBuffer();
  const last = gif.lastIndexOf(Buffer.from([0x21, 0xf9, 0x04]));
  const end = gif.length - 1;
  const body = Array.from({ length: frames }, () => gif.subarray(last, end));
  return Buffer.concat([gif.subarray(0, end), ...body, gif.subarray(end)]);
}

/** A PNG that says it has so many lines of so many black pixels, and has the first of them. */
async function pngOf(side: number): Promise<Buffer> {
  const png = await dots(1).png().toBuffer();
  png.writeUInt32BE(side, 16);
  png.writeUInt32BE(side, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

describe('images that want to be something else', () => {
  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['HTML that calls itself a JPEG', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['AVIF', () => dots(20).avif().toBuffer()],
    ['TIFF', () => dots(20).tiff().toBuffer()],
    ['nothing', () => Buffer.alloc(0)],
  ])('%s is refused by what its bytes are', async (_name, make) => {
    expect(await refusal(await make())).toMatch(/^\/file Send a JPEG, PNG, WebP or GIF image/);
  });

  it('a start of a JPEG before HTML is refused', async () => {
    const content = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('<html>hello</html>')]);
    expect(await refusal(content)).toBe('/file Send an image that is whole and opens; this one does not.');
  });

  it('a program behind the pixels, or in a comment, stays behind', async () => {
    const program = '*/=1;alert(document.cookie)//<script>alert(2)</script>';
    const gif = await dots(4).gif().toBuffer();
    const comment = Buffer.concat([
      Buffer.from([0x21, 0xfe, program.length]),
      Buffer.from(program),
      Buffer.from([0]),
    ]);
    // Behind the header and its colours.
    const colours = (gif[10] ?? 0) & 0x80 ? 3 * 2 ** (((gif[10] ?? 0) & 7) + 1) : 0;
    const at = 13 + colours;
    const polyglot = Buffer.concat([gif.subarray(0, at), comment, gif.subarray(at), Buffer.from(program)]);
    for (const content of [polyglot, Buffer.concat([await photograph('jpeg'), Buffer.from(program)])]) {
      const taken = await takeImage(content, 2560);
      expect(taken.content.includes('alert')).toBe(false);
      expect((await sharp(taken.content).metadata()).width).toBe(taken.width);
    }
  });

  it('a PNG of 30,000 by 30,000 pixels is refused before it is unpacked', async () => {
    const bomb = await pngOf(30_000);
    expect(await refusal(bomb)).toBe('/file Send an image of at most 50 million pixels, all frames counted.');
    expect(30_000 ** 2).toBeGreaterThan(MOST_PIXELS);
  });

  it('a GIF of very many frames is refused', async () => {
    expect(await refusal(await manyFrames(20))).toBe('taken as gif');
    expect(await refusal(await manyFrames(5000))).toBe('/file Send an image of at most 300 frames.');
  });

  it('one that ends too early is refused', async () => {
    const noise = {
      create: { width: 200, height: 200, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    };
    const whole = await sharp(noise as never)
      .jpeg()
      .toBuffer();
    expect(await refusal(whole)).toBe('taken as jpeg');
    expect(await refusal(whole.subarray(0, whole.length / 2))).toMatch(/whole and opens/);
  });

  it('a profile of colours as large as an image stays behind', async () => {
    const jpeg = await dots(50).jpeg().toBuffer();
    const icc = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.alloc(60_000, 'x')]);
    const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0, 0]), icc]);
    segment.writeUInt16BE(icc.length + 2, 2);
    const taken = await takeImage(Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]), 2560);
    expect(taken.content.length).toBeLessThan(5000);
  });

  it('a large one is made smaller, and never larger', async () => {
    expect(await takeImage(await dots(3000, 1500).jpeg().toBuffer(), 512)).toMatchObject({
      width: 512,
      height: 256,
    });
    expect(await takeImage(await dots(30, 20).jpeg().toBuffer(), 512)).toMatchObject({
      width: 30,
      height: 20,
    });
  });
});
