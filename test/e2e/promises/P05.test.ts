import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';
import { bytesOf, photograph } from '../../support/images.js';

let portal: TestApp;
let member: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'noor');
  member = await portal.signIn('noor');
});

afterAll(() => portal.stop());

describe('P05: an upload that says where it was taken', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'warns its uploader, and is stored without (%s)',
    async (kind) => {
      const sent = await photograph(kind);
      expect((await sharp(sent).metadata()).exif?.includes('Phone')).toBe(true);
      const { body } = await member.post('/api/v1/media').attach('file', sent, 'cat.txt').expect(201);
      expect(body).toMatchObject({ mediaType: `image/${kind}`, toldPlace: true, width: 40, height: 60 });
      expect(body.warning).toMatch(/where the picture was taken/);
      const stored = await bytesOf(member, body.url);
      const { exif, xmp, iptc, icc, orientation, comments } = await sharp(stored).metadata();
      expect({ exif, xmp, iptc, icc, orientation, comments }).toEqual({});
      expect(stored.includes('Phone') || stored.includes('GPS')).toBe(false);
    },
  );

  it('is spoken of on the page as well', async () => {
    const quiet = await sharp(await photograph('jpeg'))
      .jpeg()
      .toBuffer();
    await member.post('/account/picture').attach('file', quiet, 'a.jpg').expect(303);
    expect((await member.get('/account/picture')).text).not.toContain('where the picture was taken');
    await member
      .post('/account/picture')
      .attach('file', await photograph('jpeg'), 'a.jpg')
      .expect(303);
    expect((await member.get('/account/picture')).text).toContain('said where the picture was taken');
  });

  it('is found where XMP alone says it', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>35,46N</exif:GPSLatitude></x:xmpmeta>';
    const sent = await sharp(await photograph('jpeg'))
      .withXmp(xmp)
      .jpeg()
      .toBuffer();
    const { body } = await member.post('/api/v1/media').attach('file', sent, 'a.jpg').expect(201);
    expect(body.toldPlace).toBe(true);
    expect((await bytesOf(member, body.url)).includes('GPSLatitude')).toBe(false);
  });
});
