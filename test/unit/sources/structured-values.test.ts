import { describe, expect, it } from 'vitest';
import { jsonMembers } from '../../../src/sources/engine/json-members.js';
import { structured } from '../../../src/sources/engine/structured.js';

const reason = { ar: 'س', fr: 'S', en: 'S' };
const php = (text: string, ...secret: readonly string[]) =>
  structured(JSON.stringify(text), {
    format: 'php',
    secret: secret.map((member) => ({ member, reason })),
  });

describe('text that PHP serialised', () => {
  it.each([
    ['a:2:{s:4:"name";s:17:"هاتف ليلى";s:4:"when";i:1700000000;}', { name: 'هاتف ليلى', when: 1700000000 }],
    ['a:2:{i:0;a:0:{}i:1;N;}', [[], null]],
    ['a:2:{i:5;b:1;i:3;b:0;}', { 5: true, 3: false }],
    ['d:31.5;', 31.5],
    ['s:2:"é";', 'é'],
    ['i:9223372036854775807;', '9223372036854775807'],
    ['O:8:"stdClass":2:{s:1:"a";i:1;s:4:"\0*\0b";O:3:"Foo":0:{}}', { a: 1, b: {} }],
  ])('%s is handed out as what it holds', (text, value) => {
    expect(JSON.parse(php(text))).toEqual(value);
  });

  it.each([
    'a phone: +212',
    '1717000000:23',
    'a:1:{i:0;i:1;}and more',
    'a:1:{i:0;i:1;}}i:1;',
    'a:1:{i:0;s:9:"short";}',
    'a:1:{s:9:"__proto__";a:1:{s:1:"a";i:1;}}',
    'a:2:{i:0;O:3:"Foo":0:{}i:1;r:2;}',
    'C:3:"Foo":3:{abc}',
    'd:INF;',
    'a:1:{i:0;'.repeat(20_000),
  ])('%s is none that can be told, and stays as it is', (text) => {
    expect(JSON.parse(php(text))).toBe(text);
  });

  it('leaves out what is secret, and all of it where it cannot be told apart', () => {
    const text = 'a:1:{i:0;a:2:{s:4:"name";s:1:"x";s:8:"password";s:3:"abc";}}';
    expect(php(text, 'password')).toBe('[{"name":"x"}]');
    expect(php(`${text}.`, 'password')).toBe('null');
    const sessions = 'a:1:{s:4:"f00d";a:1:{s:2:"ip";s:9:"192.0.2.1";}}';
    const nameless = structured(JSON.stringify(sessions), {
      format: 'php',
      secret: [{ names: true, reason }],
    });
    expect(nameless).toBe('[{"ip":"192.0.2.1"}]');
  });
});

describe('text that is JSON', () => {
  it('is handed out with every digit, on one line', () => {
    const json = (text: string) => structured(JSON.stringify(text), { format: 'json' });
    expect(json('{"a":\n9007199254740993}')).toBe('{"a": 9007199254740993}');
    expect(json('{"a":')).toBe('"{\\"a\\":"');
  });

  it('leaves out what is secret', () => {
    const secret = [{ member: 'key', reason }];
    expect(structured('"{\\"key\\":1,\\"b\\":{\\"key\\":2}}"', { format: 'json', secret })).toBe('{"b":{}}');
  });
});

describe('the members of an object', () => {
  it('are its own, as they were written', () => {
    const text = '{"a" : 1.50, "b\\"":"x\\\\", "c": {"d": ["}", {"e":"\\\\\\""}]} ,"f":[], "g":null}';
    expect([...jsonMembers(text)]).toEqual([
      ['a', '1.50'],
      ['b"', '"x\\\\"'],
      ['c', '{"d": ["}", {"e":"\\\\\\""}]}'],
      ['f', '[]'],
      ['g', 'null'],
    ]);
    expect([...jsonMembers('{}')]).toEqual([]);
  });
});
