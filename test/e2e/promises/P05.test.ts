import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';
import { bytesOf, photograph, pngWith } from '../../support/images.js';

let portal: TestApp;
let member: Agent;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'noor');
  member = await portal.signIn('noor');
  await portal.account('admin', 'editor');
  admin = await portal.signIn('editor');
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

  it.each(['jpeg', 'png', 'webp'] as const)(
    'warns an admin, and what visitors download of an article has none of it (%s)',
    async (kind) => {
      const { body } = await admin
        .post('/api/v1/media')
        .field('of', 'article')
        .field('description', 'A cat')
        .attach('file', await photograph(kind), 'cat.txt')
        .expect(201);
      expect(body).toMatchObject({ toldPlace: true, warning: expect.stringMatching(/where the picture/) });
      const form = { slug: `cat-${kind}`, title: 'A cat', body: body.url, published: true };
      await admin.post('/api/v1/admin/articles').send(form).expect(201);
      expect((await portal.visitor().get(`/articles/cat-${kind}`)).text).toContain(`src="${body.url}"`);
      const downloaded = await bytesOf(portal.visitor(), body.url);
      const { exif, xmp, iptc, icc, orientation, comments } = await sharp(downloaded).metadata();
      expect({ exif, xmp, iptc, icc, orientation, comments }).toEqual({});
      expect((await admin.get('/admin/images')).text).toContain('said where the picture was taken');
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

  it('is found where a PNG keeps it compressed: as XMP, or as converters carry EXIF over', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>35,46N</exif:GPSLatitude></x:xmpmeta>';
    const { exif = Buffer.alloc(0) } = await sharp(await photograph('jpeg')).metadata();
    const hex = exif.toString('hex').replace(/.{72}/g, '$&\n');
    const plain = `\nexif\n${String(exif.length).padStart(8)}\n${hex}\n`;
    const sent = [
      await pngWith('iTXt', 'XML:com.adobe.xmp\0\x01\0\0\0', xmp),
      await pngWith('zTXt', 'Raw profile type exif\0\0', plain),
      await pngWith('zTXt', 'Raw profile type APP1\0\0', plain.replace('exif', 'generic')),
    ];
    for (const content of sent) {
      const { body } = await member.post('/api/v1/media').attach('file', content, 'a.png').expect(201);
      expect(body).toMatchObject({ toldPlace: true });
      const stored = await bytesOf(member, body.url);
      expect((await sharp(stored).metadata()).comments).toBeUndefined();
    }
    const other = await pngWith('zTXt', 'Raw profile type exif\0\0', '\nexif\n 4\nzz00\n');
    const { body } = await member.post('/api/v1/media').attach('file', other, 'a.png').expect(201);
    expect(body).toMatchObject({ toldPlace: false });
  });
});
