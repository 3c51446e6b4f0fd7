import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommentSite, GUEST } from './comment-site.js';

let site: CommentSite;
beforeAll(async () => {
  site = await CommentSite.start();
});
afterAll(() => site.stop());

const post = (form: object, status = 201) => site.post(site.portal.visitor(), { ...GUEST, ...form }, status);
const pointers = (body: { errors: { pointer: string }[] }) => body.errors.map(({ pointer }) => pointer);

describe('what a comment may hold', () => {
  it('is script as text, cleaned of what cannot be seen or turns text around', async () => {
    const { id } = await post({
      name: '\u202Eمنى\u200B <b>',
      body: '<script>alert(1)</script>\r\n\u202Eevil\u2066 a\u0000'.replace('\u0000', '\u0007'),
    });
    expect(await site.stored(id)).toMatchObject({
      author_name: 'منى <b>',
      body: '<script>alert(1)</script>\nevil a',
    });
  });

  it('keeps what Persian, Arabic and emoji need', async () => {
    const body = 'می\u200Cخواهم 👩\u200D👩\u200D👧';
    expect(await site.stored((await post({ body })).id)).toMatchObject({ body });
  });

  it.each([
    ['a NUL', { body: 'a\0b' }, '/body'],
    ['a NUL in the name', { name: 'a\0b', body: 'x' }, '/name'],
    ['nothing', { body: ' \u200B\u202E ' }, '/body'],
    ['nothing to see', { body: 'x', name: '\u2066\u200F' }, '/name'],
    ['too much', { body: 'x'.repeat(10_001) }, '/body'],
    ['a long name', { body: 'x', name: 'x'.repeat(81) }, '/name'],
    ['no address', { body: 'x', email: 'salma' }, '/email'],
    ['a script as website', { body: 'x', website: 'javascript:alert(1)' }, '/website'],
    ['another scheme', { body: 'x', website: 'ftp://files.example' }, '/website'],
    ['a turned website', { body: 'x', website: 'https://a.example/\u202E' }, '/website'],
    ['an answer to nothing', { body: 'x', parentId: '00000000-0000-7000-8000-000000000000' }, '/parentId'],
    ['a text as parent', { body: 'x', parentId: "1' OR 1=1" }, '/parentId'],
  ])('is not %s', async (_what, form, pointer) => {
    expect(pointers(await post(form, 422))).toEqual([pointer]);
  });

  it('is 10,000 characters at most, of any kind, and a million are told that they are too many', async () => {
    const body = 'ش'.repeat(10_000);
    expect((await site.stored((await post({ body })).id)).body).toBe(body);
    const { body: answer } = await site.portal
      .visitor()
      .post('/api/v1/articles/port/comments')
      .send({ ...GUEST, body: 'x'.repeat(1_000_000) })
      .expect(413);
    expect(answer.type).toBe('/problems/body-too-large');
  });
});
