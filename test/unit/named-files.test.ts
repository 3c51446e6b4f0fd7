import { describe, expect, it } from 'vitest';
import { heldNames, namedFiles } from '../../src/sources/files/named-files.js';

const image = { path: 'file', beside: ['meta.original_image', 'meta.sizes.*.file'] };

describe('the files that a record names', () => {
  it('are the file and the names beside it, each once', () => {
    const record = {
      file: '2026/01/port-scaled.jpg',
      meta: {
        original_image: 'port.jpg',
        sizes: { small: { file: 'port-300x200.jpg' }, same: { file: 'port-300x200.jpg' } },
      },
    };
    expect(namedFiles(image, record)).toEqual([
      '2026/01/port-scaled.jpg',
      '2026/01/port.jpg',
      '2026/01/port-300x200.jpg',
    ]);
  });

  it('are looked for in every value of a key that came several times', () => {
    const record = { file: 'a.jpg', meta: [{ original_image: 'b.jpg' }, { original_image: 'c.jpg' }] };
    expect(namedFiles(image, record)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
  });

  it('never lie in another folder than the file, whatever a name says', () => {
    const record = { file: '2026/01/a.jpg', meta: { original_image: '../../../etc/passwd' } };
    expect(namedFiles(image, record)).toEqual(['2026/01/a.jpg', '2026/01/passwd']);
  });

  it.each([{}, { file: null }, { file: '' }, { file: 7 }, { file: {}, meta: 'text' }])(
    'are none where the record has no path: %j',
    (record) => {
      expect(namedFiles(image, record)).toEqual([]);
    },
  );

  it('are not found in what every object has', () => {
    expect(namedFiles({ path: 'file.constructor.name', beside: [] }, { file: { a: 1 } })).toEqual([]);
  });

  it('lie in the folder that the map says, where the record has a name alone', () => {
    const made = { path: 'file', folder: 'exports/people', beside: [] };
    expect(namedFiles(made, { file: 'a.zip' })).toEqual(['exports/people/a.zip']);
    expect(namedFiles(made, { file: '../../2026/01/a.jpg' })).toEqual(['exports/people/a.jpg']);
    const files = { ...made, erase: 'delete', copies: false } as const;
    expect([
      ...heldNames({ files }, ['exports/people/a.zip', '2026/01/a.jpg', 'exports/people/b/c.zip']),
    ]).toEqual([['a.zip', 'exports/people/a.zip']]);
    expect([...heldNames({ files: undefined }, ['a/b.jpg'])]).toEqual([['a/b.jpg', 'a/b.jpg']]);
  });
});
