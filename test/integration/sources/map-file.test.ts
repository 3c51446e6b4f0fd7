import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataMapSchema, readMap } from '../../../src/sources/map/map-file.js';
import { parseYaml, YamlProblems } from '../../../src/platform/config/yaml-file.js';
import { readSourcesFile } from '../../../src/sources/sources-file.js';

const MAP = `version: 1
title: { ar: ا, fr: F, en: E }
collections:
  - id: posts
    table: posts
    key: [id]
    title: { ar: ا, fr: F, en: E }
    category: content
    leads:
      - { by: address, column: email }
    learns:
      - { identifier: post, column: id }
    fields:
      - { name: body, column: body, title: { ar: ا, fr: F, en: E } }
    withheld:
      - { column: secret, reason: { ar: ا, fr: F, en: E } }
    notPersonal: [id]
    date: at
    erase: { action: delete, unlessReferredBy: [{ collection: replies, column: post_id }], unlink: [email] }
  - id: replies
    table: replies
    key: [id]
    title: { ar: ا, fr: F, en: E }
    category: content
    leads:
      - { by: identifier, identifier: post, column: post_id }
    fields:
      - { name: body, column: body, erase: { constant: '' }, onDetach: keep, title: { ar: ا, fr: F, en: E } }
    erase: { action: clear, unlink: [post_id] }
notMapped:
  - { table: topics, reason: Names of topics. }
`;

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof YamlProblems) return error.problems;
    throw error;
  }
  return [];
}

describe('a data map', () => {
  const problems = (from: string, to: string) => {
    expect(MAP).toContain(from);
    return problemsOf(() => parseYaml(MAP.replace(from, to), 'shop.yaml', dataMapSchema));
  };

  it('is read where it keeps the rules', () => {
    const map = parseYaml(MAP, 'shop.yaml', dataMapSchema);
    expect(map.schema).toBe('public');
    expect(map.collections.map(({ id }) => id)).toEqual(['posts', 'replies']);
  });

  it('may end what it keeps', () => {
    const erase = `{ action: retain, purpose: legal, citation: L, for: P10Y6M, then: delete,
      where: [{ column: state, equals: paid }], unlink: [post_id] }`;
    const text = MAP.replace('{ action: clear, unlink: [post_id] }', erase)
      .replace(' onDetach: keep,', '')
      .replace('table: replies\n', 'table: replies\n    date: at\n');
    const [, replies] = parseYaml(text, 'shop.yaml', dataMapSchema).collections;
    expect(replies?.erase).toMatchObject({ action: 'retain', for: 'P10Y6M', then: 'delete' });
  });

  it.each([
    [
      'category: content',
      'category: kontent',
      /^shop\.yaml:8: collections\[0\]\.category: .*"identity"\|"contact"/,
    ],
    ['key: [id]', 'key: []', /^shop\.yaml:6: collections\[0\]\.key: .*>=1/],
    [
      'key: [id]',
      'key: [id]\n    files: { path: body, beside: [meta.sizes.*.file] }',
      /^shop\.yaml:7: collections\[0\]\.files\.beside\[0\]: expected the name of a field of this collection, not "meta"/,
    ],
    [
      `erase: { constant: '' }, onDetach: keep, title: { ar: ا, fr: F, en: E } }`,
      `erase: keep, title: { ar: ا, fr: F, en: E } }\n    files: { path: body }`,
      /^shop\.yaml:\d+: collections\[1\]\.files\.?.*expected strip, or a path that is cleared/,
    ],
    [
      `fields:
      - { name: body, column: body, erase: { constant: '' }, onDetach: keep, title: { ar: ا, fr: F, en: E } }
    erase: { action: clear, unlink: [post_id] }`,
      `fields:
      - { name: body, column: body, title: { ar: ا, fr: F, en: E } }
    files: { path: body }
    erase: { action: retain, purpose: legal, citation: L, unlink: [post_id] }`,
      /^shop\.yaml:\d+: collections\[1\]\.files\.?.*expected strip, or a path that is cleared/,
    ],
    [
      `fields:
      - { name: body, column: body, erase: { constant: '' }, onDetach: keep, title: { ar: ا, fr: F, en: E } }
    erase: { action: clear, unlink: [post_id] }`,
      `fields:
      - { name: body, column: body, title: { ar: ا, fr: F, en: E } }
    files: { path: body, erase: strip }
    erase: { action: retain, purpose: legal, citation: L }`,
      /^shop\.yaml:\d+: collections\[1\]\.leads\[0\].*expected post_id to be emptied/,
    ],
    [
      `erase: { constant: '' }, onDetach`,
      'erase: { truncate: ip, ipv4: 32 }, onDetach',
      /^shop\.yaml:28: .*\.ipv4: expected a prefix of at most 24 bits/,
    ],
    [`erase: { constant: '' }, onDetach`, 'erase: { truncate: mac }, onDetach', /^shop\.yaml:28: .*/],
    [
      'unlink: [post_id] }',
      'set: { post_id: { truncate: ip } } }',
      /^shop\.yaml:26: .*expected post_id to be emptied: .* not keep or truncate/,
    ],
    [
      '    erase: { action: clear, unlink: [post_id] }',
      '    erase: { action: clear, unlink: [post_id] }\n    restrict: { column: body, value: x }',
      /^shop\.yaml:\d+: collections\[1\]\.restrict\.column: expected a column that erasing keeps/,
    ],
    [
      '    erase: { action: clear, unlink: [post_id] }',
      '    erase: { action: clear, unlink: [post_id] }\n    restrict: { column: post_id, value: x }',
      /^shop\.yaml:\d+: collections\[1\]\.restrict\.column: expected a column that neither leads/,
    ],
    [
      '    erase: { action: clear, unlink: [post_id] }',
      '    erase: { action: closing }\n    restrict: { column: state, value: x }',
      /^shop\.yaml:\d+: collections\[1\]\.restrict: expected a collection that is erased/,
    ],
    [
      'key: [id]',
      'key: [id]\n    files: { path: ../body }',
      /^shop\.yaml:7: collections\[0\]\.files\.path: expected letters and digits/,
    ],
    ['    table: posts\n', '', /^shop\.yaml:4: collections\[0\]\.table: .*expected string/],
    ['    table: posts', '    table: posts\n    tabel: posts', /^shop\.yaml:6: collections\[0\]: .*"tabel"/],
    [
      'by: address',
      'by: phone',
      /^shop\.yaml:10: collections\[0\]\.leads\[0\]\.by: expected by: address, by: identifier/,
    ],
    ['column: email', 'column: email, ip: ip', /^shop\.yaml:10: collections\[0\]\.leads\[0\]: .*"ip"/],
    [
      'column: email',
      'column: email, where: [{ column: a }]',
      /^shop\.yaml:10: .*expected one of equals, oneOf, noneOf, startsWith and isNull/,
    ],
    ['name: body', 'name: the-body', /^shop\.yaml:14: .*expected letters and digits/],
    ['name: body', 'name: addressUnconfirmed', /^shop\.yaml:14: .*expected another name/],
    [
      'column: body',
      'column: body, join: topic',
      /^shop\.yaml:14: .*expected the name of a join of this collection, not "topic"/,
    ],
    ['en: E } }', 'de: D } }', /^shop\.yaml:14: collections\[0\]\.fields\[0\]\.title\.en: .*expected string/],
    ['column: secret', 'column: body', /^shop\.yaml:16: .*expected a column that is no field, not "body"/],
    [
      'notPersonal: [id]',
      'notPersonal: [id, secret]',
      /^shop\.yaml:17: .*neither field nor withheld, not "secret"/,
    ],
    ['id: replies', 'id: posts', /^shop\.yaml:20: .*expected a collection that is named once; "posts"/],
    [
      'identifier: post, column: post_id',
      'identifier: poster, column: x',
      /^shop\.yaml:26: .*a collection learns, not "poster"/,
    ],
    [
      'by: identifier, identifier: post,',
      'by: membership, key: id, collection: topics,',
      /^shop\.yaml:26: .*not "topics"/,
    ],
    [
      'by: identifier, identifier: post,',
      'by: membership, key: id, collection: replies,',
      /^shop\.yaml:26: .*expected no circle/,
    ],
    [
      'column: email }',
      'column: email, unconfirmed: true }',
      /^shop\.yaml:12: .*unconfirmed rows teach nothing/,
    ],
    ['table: topics', 'table: posts', /^shop\.yaml:31: .*expected a table that no collection reads/],
    [
      'learns:\n      - { identifier: post,',
      'learns:\n      - { identifier: address,',
      /^shop\.yaml:12: .*another name/,
    ],
    ['action: delete,', 'action: remove,', /^shop\.yaml:19: .*erase\.action: expected action: delete, clear/],
    ['action: delete,', 'action: leave,', /^shop\.yaml:19: collections\[0\]\.erase: .*"unlessReferredBy"/],
    [
      'collection: replies, column',
      'collection: answers, column',
      /^shop\.yaml:19: .*id of a collection, not "answers"/,
    ],
    ['key: [id]', 'key: [id, n]', /^shop\.yaml:19: .*whose key is one column/],
    ['unlink: [email]', 'unlink: [id]', /^shop\.yaml:19: .*does not say which row it is.*not "id"/],
    ['unlink: [email]', 'unlink: [email, email]', /^shop\.yaml:19: .*named once; "email" is there already/],
    ['unlink: [email]', 'unlink: [email], set: { email: x }', /^shop\.yaml:19: .*set\.email: .*named once/],
    [
      'column: body, title',
      'column: at, erase: null, title',
      /^shop\.yaml:14: .*erase: expected no rule but keep: at says/,
    ],
    [
      'column: secret,',
      'column: secret, erase: { mask: 1 },',
      /^shop\.yaml:16: .*erase: expected null, keep/,
    ],
    [
      '{ column: secret,',
      '{ column: secret, erase: keep, reason: { ar: ا, fr: F, en: E } }\n      - { column: secret, erase: null,',
      /^shop\.yaml:17: .*expected one rule for secret/,
    ],
    [
      'unlink: [post_id]',
      'unlink: []',
      /^shop\.yaml:26: .*leads\[0\]\.column: expected post_id to be emptied/,
    ],
    ...[
      [
        'action: retain, purpose: legal, citation: L, for: P10Y, then: delete',
        /^shop\.yaml:29: collections\[1\]\.erase\.for: expected the collection to have a date/,
      ],
      [
        'action: retain, purpose: legal, citation: L, for: 10 years, then: delete',
        /^shop\.yaml:29: collections\[1\]\.erase\.for: expected a duration of years, months, weeks or days, such as P10Y/,
      ],
      [
        'action: retain, purpose: legal, citation: L, for: P1DT1H, then: delete',
        /^shop\.yaml:29: .*erase\.for: expected a duration of years/,
      ],
      [
        'action: retain, purpose: legal, citation: L, for: P0Y, then: delete',
        /^shop\.yaml:29: .*erase\.for: expected a duration that is not zero/,
      ],
      [
        'action: retain, purpose: legal, citation: L, for: P10Y',
        /^shop\.yaml:29: collections\[1\]\.erase: expected then: delete or then: clear/,
      ],
      [
        'action: retain, purpose: legal, citation: L, for: P10Y, then: keep',
        /^shop\.yaml:29: collections\[1\]\.erase\.then: .*"delete"\|"clear"/,
      ],
      [
        'action: retain, purpose: legal, citation: L, then: delete',
        /^shop\.yaml:29: collections\[1\]\.erase\.then: expected for as well, such as for: P10Y/,
      ],
      [
        'action: retain, purpose: legal, citation: L, where: [{ column: body, isNull: true }]',
        /^shop\.yaml:29: collections\[1\]\.erase\.where: expected for as well/,
      ],
      [
        'action: retain, purpose: legal, citation: L, for: P10Y, then: clear',
        /^shop\.yaml:26: .*leads\[0\]\.column: expected post_id to be emptied/,
      ],
    ].map(
      ([erase, message]) => ['action: clear, unlink: [post_id]', erase, message] as [string, string, RegExp],
    ),
    ...(
      [
        ['of: id, name: k, value: v', 'key: x, prefix: y', 'expected key or prefix'],
        ['of: id, name: k, value: v', 'key: x, title: { ar: ا, fr: F, en: E }', 'expected name and title'],
        [
          'of: id, name: k, value: v',
          'key: x, name: x, withheld: { ar: ا, fr: F, en: E }',
          'expected name and',
        ],
        [
          'of: id, name: k, value: v',
          'key: x, name: x, title: { ar: ا, fr: F, en: E }, secret: [{ member: a, reason: { ar: ا, fr: F, en: E } }]',
          'secret: expected a format as well',
        ],
        [
          'of: id, name: k, value: v',
          'key: x, name: other, title: { ar: ا, fr: F, en: E }',
          'expected a field that is named once; "other"',
        ],
        [
          'of: id, name: k, value: v',
          'key: x, name: addressUnconfirmed, title: { ar: ا, fr: F, en: E }',
          'expected another name',
        ],
        [
          'of: id, name: k, value: v',
          'key: x, withheld: { ar: ا, fr: F, en: E } }, { key: x, withheld: { ar: ا, fr: F, en: E }',
          'expected a key that is named once; "x"',
        ],
        [
          'of: id, name: k, value: v',
          'key: x, name: x, erase: { members: [a.b] }, title: { ar: ا, fr: F, en: E }',
          'expected format: php as well',
        ],
        [
          'of: id, name: k, value: v',
          'key: x, name: x, format: php, erase: { members: [a.b] }, title: { ar: ا, fr: F, en: E }',
          'expected a collection with action: retain and without for',
        ],
        [
          'of: id, name: k, value: v',
          'key: x, name: x, format: php, erase: { members: [a..b] }, title: { ar: ا, fr: F, en: E }',
          'expected keys inside the value with dots between them',
        ],
        [
          'of: id, name: secret, value: v',
          'key: x, withheld: { ar: ا, fr: F, en: E }',
          'entries.name: expected',
        ],
        [
          'of: n, name: k, value: v',
          'key: x, withheld: { ar: ا, fr: F, en: E }',
          'expected n: other columns differ',
        ],
      ] as const
    ).map(([columns, key, message]): [string, string, RegExp] => [
      '    withheld:\n',
      `    entries: { ${columns}, keys: [{ ${key} }], others: { name: other, title: { ar: ا, fr: F, en: E } } }\n    withheld:\n`,
      new RegExp(`^shop\\.yaml:1[45]: .*${message}`),
    ]),
    ['name: body', 'format: xml, name: body', /^shop\.yaml:14: .*format: .*"php"\|"json"/],
    [
      '      - { name: body, column: body, title: { ar: ا, fr: F, en: E } }\n    withheld',
      '    withheld',
      /^shop\.yaml:13: .*/,
    ],
    ['version: 1', 'version: 2', /^shop\.yaml:1: version: .*expected 1/],
    ['version: 1', 'version: 1\nversion: 1', /^shop\.yaml:2: Map keys must be unique/],
    ['    category: content', '   category: content', /^shop\.yaml:8: /],
  ])('with %j as %j is refused with file, line and what was expected', (from, to, message) => {
    const found = problems(from, to);
    expect(
      found.some((line) => message.test(line)),
      found.join('\n'),
    ).toBe(true);
  });

  it('lists all its problems at once, in the order of lines', () => {
    const text = MAP.replace('key: [id]', 'key: []').replace('name: body', 'name: Body');
    const lines = problemsOf(() => parseYaml(text, 'shop.yaml', dataMapSchema));
    expect(lines.map((line) => line.split(':')[1])).toEqual(['6', '14']);
  });

  it('has a schema for editors that is current', async () => {
    const { format, resolveConfig } = await import('prettier');
    const schema = {
      ...z.toJSONSchema(dataMapSchema, { io: 'input' }),
      title: 'Data map of Athar, version 1',
    };
    const path = join(import.meta.dirname, '../../../docs/data-map.schema.json');
    const text = await format(JSON.stringify(schema), { ...(await resolveConfig(path)), parser: 'json' });
    await expect(text).toMatchFileSnapshot(path);
  });
});

describe('the sources file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'athar-sources-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = join(folder, 'sources.yaml');
  writeFileSync(join(folder, 'shop.yaml'), MAP);
  writeFileSync(join(folder, 'schema.yaml'), MAP.replace('version: 1', 'version: 1\nschema: shop'));
  const entry = (id: string, more = '') =>
    `  - { id: ${id}, map: ./shop.yaml, url: 'postgres://reader:s3cret@127.0.0.1/shop'${more} }\n`;
  const read = (text: string) => {
    writeFileSync(file, text);
    return readSourcesFile(file).databases;
  };

  it('names sources, their maps beside it, and a prefix of their tables', () => {
    const [first, second] = read(
      `sources:\n${entry('shop')}${entry('forum', `, options: { tablePrefix: f1_, uploadsDir: /srv/f }`)}`,
    );
    expect(first).toMatchObject({
      id: 'shop',
      mode: 'read-only',
      url: 'postgres://reader:s3cret@127.0.0.1/shop',
    });
    expect(first?.map.collections.map(({ table }) => table)).toEqual(['posts', 'replies']);
    expect(second?.map.collections.map(({ table }) => table)).toEqual(['f1_posts', 'f1_replies']);
    expect(second?.map.notMapped.map(({ table }) => table)).toEqual(['f1_topics']);
    expect(second?.uploadsDir).toBe('/srv/f');
  });

  it('puts the prefix where names in rows and values of conditions have it', () => {
    writeFileSync(
      join(folder, 'meta.yaml'),
      MAP.replace(
        'by: address, column: email',
        "by: address, column: email, where: [{ column: k, oneOf: ['${prefix}a'] }]",
      )
        .replace('column: id }', "column: id, where: [{ column: k, startsWith: '${prefix}${prefix}b' }] }")
        .replace(
          '    withheld:',
          `    entries:
      { of: id, name: k, value: v, keys: [{ key: '\${prefix}c', withheld: { ar: ا, fr: F, en: E } }], others: { name: o, title: { ar: ا, fr: F, en: E } } }
    withheld:`,
        )
        .replace(
          '      - { name: body, column: body, title: { ar: ا, fr: F, en: E } }\n',
          '      - { name: id, column: id, title: { ar: ا, fr: F, en: E } }\n',
        )
        .replace('notPersonal: [id]', 'notPersonal: []'),
    );
    const [source] = read(
      `sources:\n${entry('shop', ', options: { tablePrefix: w_ }').replace('./shop.yaml', './meta.yaml')}`,
    );
    const [posts] = source?.map.collections ?? [];
    expect(posts?.leads[0]?.where?.[0]?.oneOf).toEqual(['w_a']);
    expect(posts?.learns[0]?.where?.[0]?.startsWith).toBe('w_w_b');
    expect(posts?.entries?.keys[0]?.key).toBe('w_c');
  });

  it.each([
    [
      entry('shop') + entry('shop'),
      /sources\.yaml:3: sources\[1\]\.id: expected an id that no other source has; "shop"/,
    ],
    [entry('portal'), /sources\.yaml:2: sources\[0\]\.id: expected another id: portal is the portal's own/],
    [entry('shop', ', modes: erase'), /sources\.yaml:2: sources\[0\]: .*"modes"/],
    [entry('shop', ', mode: erase'), /sources\.yaml:2: sources\[0\]\.mode: expected a writeUrl/],
    [entry('shop', ', mode: write'), /sources\.yaml:2: sources\[0\]\.mode: .*"read-only"\|"erase"/],
    [
      entry('shop', `, mode: erase, writeUrl: 'mysql://w:s3cret@127.0.0.1/shop'`),
      /sources\.yaml:2: sources\[0\]\.writeUrl: expected an address of the same kind of database as url/,
    ],
    [
      entry('shop').replace('postgres:', 'mysql:').replace('127.0.0.1/shop', '127.0.0.1'),
      /sources\.yaml:2: sources\[0\]\.url: expected an address such as mysql:\/\/reader:password@host:3306\/database/,
    ],
    [
      entry('shop').replace('postgres:', 'mariadb:').replace('1/shop', '1/shop?multipleStatements=true'),
      /sources\[0\]\.url: expected nothing after \? but ssl-mode=disabled, ssl-mode=required, ssl-mode=verify_identity/,
    ],
    [
      entry('shop').replace('postgres:', 'mysql:').replace('s3cret', '50%s3cret'),
      /sources\[0\]\.url: expected % only before two hexadecimal digits/,
    ],
    [
      entry('shop').replace('postgres:', 'mysql:').replace('./shop.yaml', './schema.yaml'),
      /sources\.yaml: sources\[0\]\.map: expected a data map without schema: the tables of a MariaDB source are in/,
    ],
    [
      entry('shop').replace('postgres:', 'http:'),
      /sources\.yaml:2: sources\[0\]\.url: expected an address such as postgres:/,
    ],
    [entry('shop').replace('./shop.yaml', 'nothing'), /no data map named "nothing" comes with Athar/],
    [entry('shop').replace('./shop.yaml', './gone.yaml'), /gone\.yaml: the file cannot be read \(ENOENT\)/],
  ])('%j is refused, and no password is shown', (entries, message) => {
    const found = problemsOf(() => read(`sources:\n${entries}`));
    expect(
      found.some((line) => message.test(line)),
      found.join('\n'),
    ).toBe(true);
    expect(found.join('\n')).not.toContain('s3cret');
  });

  it.each(['mysql:', 'mariadb:'])('takes %s for MariaDB', (protocol) => {
    const [found] = read(
      `sources:\n${entry('shop', ', options: { tablePrefix: wp_ }').replace('postgres:', protocol)}`,
    );
    expect(found).toMatchObject({ kind: 'mariadb', mode: 'read-only' });
    expect(found?.map.collections.map(({ table }) => table)).toEqual(['wp_posts', 'wp_replies']);
  });

  it('that is missing is named', () => {
    expect(problemsOf(() => readSourcesFile(join(folder, 'none.yaml')))[0]).toMatch(
      /none\.yaml: the file cannot be read/,
    );
  });

  it('may name a shipped map', () => {
    expect(readMap('portal').collections.length).toBeGreaterThan(10);
  });
});
