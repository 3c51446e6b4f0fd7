import { serialize, unserialize } from 'php-serialize';
import { describe, expect, it } from 'vitest';
import { phpEmptied } from '../../../src/sources/engine/php-emptied.js';

const emptied = (text: string, ...members: string[]) => phpEmptied(Buffer.from(text), members)?.toString();

const IMAGE = {
  width: 8,
  file: '2026/01/صورة.jpg',
  sizes: { medium: { file: 'صورة-300.jpg', credit: 'stays' } },
  image_meta: {
    credit: 'زينب "الأولى"; s:6:"camera";',
    camera: 'Câmera',
    iso: 200,
    shutter: 0.25,
    flash: true,
    keywords: ['المرسى', 'بحر'],
  },
};

describe('a value that PHP serialised', () => {
  it('loses what its members hold, and nothing else', () => {
    const left = emptied(serialize(IMAGE), 'image_meta.*') ?? '';
    expect(unserialize(left)).toEqual({
      ...IMAGE,
      image_meta: { credit: '', camera: '', iso: 0, shutter: 0, flash: false, keywords: [] },
    });
    expect(emptied(left, 'image_meta.*')).toBe(left);
  });

  it('loses single members, by any way that leads there', () => {
    const left = unserialize(emptied(serialize(IMAGE), 'image_meta.credit', '*.medium.credit') ?? '');
    expect(left).toEqual({
      ...IMAGE,
      sizes: { medium: { file: 'صورة-300.jpg', credit: '' } },
      image_meta: { ...IMAGE.image_meta, credit: '' },
    });
  });

  it('is not taken for another by what a text in it says', () => {
    const text = serialize({ note: 's:6:"credit";s:3:"Zoé";', credit: 'Zoé' });
    expect(unserialize(emptied(text, 'credit') ?? '')).toEqual({
      note: 's:6:"credit";s:3:"Zoé";',
      credit: '',
    });
  });

  it.each([
    [
      'objects, whosever their members are',
      'O:1:"A":2:{s:4:"\0A\0x";s:1:"y";s:4:"\0*\0z";i:5;}',
      'O:1:"A":2:{s:4:"\0A\0x";s:0:"";s:4:"\0*\0z";i:0;}',
    ],
    [
      'what says nothing already',
      'a:3:{s:1:"x";N;s:1:"z";s:1:"0";i:3;s:1:"m";}',
      'a:3:{s:1:"x";N;s:1:"z";s:1:"0";i:3;s:1:"m";}',
    ],
    ['one value', 's:3:"Zoe";', 's:3:"Zoe";'],
  ])('may be of %s', (_, text, left) => {
    expect(emptied(text, 'x', 'z')).toBe(left);
  });

  it.each([
    '',
    'Zoé',
    's:9:"short";',
    'a:1:{s:1:"x";R:1;}',
    'a:2:{s:1:"x";i:1;}',
    'i:1;i:2;',
    `${'a:1:{i:0;'.repeat(300)}N;${'}'.repeat(300)}`,
  ])('is none where it cannot be read: %j', (text) => {
    expect(emptied(text, 'x')).toBeUndefined();
  });
});
