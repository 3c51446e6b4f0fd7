import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AuditEntry } from '../../../src/audit/audit-entry.js';
import { eventBody } from '../../../src/audit/event-body.js';
import { refKey } from '../../../src/audit/person-ref.js';
import { saltedValues } from '../../../src/audit/personal-values.js';
import { AT, DETAIL, LEAF, timeOf } from '../../../src/audit/verify/event-columns.js';
import { LeafBytes } from '../../../src/audit/verify/leaf-bytes.js';
import { LeafReader } from '../../../src/audit/verify/leaf-columns.js';
import { type BinaryRow } from '../../../src/platform/database/binary-copy.js';
import { bigintField, binaryRow, jsonbField, textField, timeField, uuidField } from './binary-rows.js';
import { Chance, changeByte, ODD_TEXTS } from './chance.js';

const ROWS = 400;
const CHANGES = 300;

const chance = new Chance(20_260_305);
const quick = new LeafBytes();
const text = new LeafReader({ from: 0, to: 0, agrees: () => false });

const TIMES = [
  0, 951_782_400_000, -1, -86_400_000, -62_135_596_800_000, 1_772_704_800_123, 253_402_300_800_000,
];

const FAR = [
  2n ** 63n - 1n,
  -(2n ** 63n),
  2n ** 62n,
  9_007_199_254_740_993n,
  // A whole number of milliseconds as far as a number can tell, and none in truth.
  ...Array.from({ length: 40 }, (_, n) => 6n * 2n ** 60n + 1024n * BigInt(n)),
];

/** An event as the log writes it, but for texts and names that its checks would refuse. */
function anEntry(): AuditEntry {
  const person = () => ({ type: chance.one(['account', 'request'] as const), id: randomUUID() });
  const detail = Object.fromEntries(
    Array.from({ length: chance.below(4) }, (_, n) => [
      chance.one(['n', 'kind', 'aa', 'B', 'é', 'digests']) + String(n),
      chance.one([0, -7, 2 ** 53 - 1, true, chance.one(ODD_TEXTS), [], [...ODD_TEXTS], ['one'], ' ']),
    ]),
  );
  return {
    action: chance.one(ODD_TEXTS) as AuditEntry['action'],
    actor: chance.one([person(), { type: 'system' as const }, { type: chance.one(ODD_TEXTS) as 'system' }]),
    subject: chance.one([undefined, person()]),
    reference: chance.one([undefined, 'R-7K3F-92QM', chance.one(ODD_TEXTS)]),
    outcome: chance.one([undefined, 'denied', chance.one(ODD_TEXTS) as 'denied']),
    detail: chance.one([undefined, detail]),
    values: chance.one([
      {},
      { ip: '::ffff:192.0.2.7', text: `half \ud800 "quoted" ${chance.one(ODD_TEXTS)}` },
    ]),
  };
}

/** A row of the log as the database numbers it. @param seq its number */
function aRow(seq: number): BinaryRow {
  const entry = anEntry();
  const at = new Date(chance.one(TIMES) + chance.below(86_400_000));
  const persons = [entry.actor, entry.subject].filter((ref) => ref !== undefined && 'id' in ref);
  const pseudonyms = new Map(persons.map((ref) => [refKey(ref), randomUUID()]));
  const body = eventBody(entry, at, pseudonyms, saltedValues(entry));
  const event = JSON.parse(body);
  const optional = (said: string | undefined, field: (said: string) => Buffer) =>
    said === undefined ? null : field(said);
  return binaryRow([
    bigintField(BigInt(seq)),
    timeField(at),
    textField(event.action),
    textField(event.outcome),
    textField(event.actor.type),
    optional(event.actor.id, uuidField),
    optional(event.subject, uuidField),
    optional(event.reference, textField),
    jsonbField(event.detail),
    uuidField(randomUUID()),
    textField(`{"event":${body},"seq":${seq},"v":1}`),
  ]);
}

/** What the text says: undefined where it agrees. */
const textProblem = (row: BinaryRow): string | undefined => spared(() => text.read(row));

const agrees = (row: BinaryRow): boolean => spared(() => quick.agrees(row)) === true;

/** A column that is no JSON, which the database holds none of, agrees with nothing. */
function spared<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
}

/** A row of 2026 without a detail that agrees as bytes, with another one. */
function withDetail(column: Buffer, inLeaf = '{}'): BinaryRow {
  const row = rows.find((each) => agrees(each) && /"at":"2026.*"detail":\{\}/.test(each.text(LEAF)));
  if (row === undefined) throw new Error('There is no such row.');
  const leaf = row.text(LEAF).replace('"detail":{}', `"detail":${inLeaf}`);
  return withField(withField(row, DETAIL, column), LEAF, textField(leaf));
}

const jsonText = (text_: string): Buffer => Buffer.concat([Buffer.of(1), textField(text_)]);

function fieldsOf(row: BinaryRow): (Buffer | null)[] {
  return Array.from({ length: LEAF + 1 }, (_, field) =>
    row.isNull(field) ? null : Buffer.from(row.bytes.subarray(row.start(field), row.end(field))),
  );
}

/** The row with another field. */
function withField(row: BinaryRow, field: number, bytes: Buffer): BinaryRow {
  const fields = fieldsOf(row);
  fields[field] = bytes;
  return binaryRow(fields);
}

const rows = Array.from({ length: ROWS }, (_, n) => aRow(chance.one([n, n * 1000, 2 ** 50 + n])));

describe('a leaf against its columns', () => {
  it('agrees as a text where nobody touched it, and mostly as bytes', () => {
    expect(rows.map(textProblem)).toEqual(rows.map(() => undefined));
    const known = rows.filter((row) => agrees(row));
    expect(known.length).toBeGreaterThan(ROWS / 20);
    for (const row of known) {
      agrees(row);
      textProblem(row);
      expect([quick.from, quick.to]).toEqual([text.from, text.to]);
    }
  });

  it('agrees as bytes only where it agrees as a text, whichever bytes are changed', () => {
    const wrong: string[] = [];
    let [agreed, differed] = [0, 0];
    for (const row of rows) {
      for (let change = 0; change < CHANGES; change += 1) {
        const field = chance.one([LEAF, LEAF, DETAIL, chance.below(LEAF)]);
        if (row.isNull(field) || row.start(field) === row.end(field)) continue;
        const places = Array.from({ length: 1 + chance.below(2) }, () => {
          const at = row.start(field) + chance.below(row.end(field) - row.start(field));
          return [at, changeByte(chance, row.bytes, at)] as const;
        });
        if (!agrees(row)) differed += 1;
        else if (textProblem(row) !== undefined)
          wrong.push(`field ${field} of ${row.text(LEAF).slice(0, 200)}`);
        else agreed += 1;
        for (const [at, was] of places.reverse()) row.bytes[at] = was;
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    // Ids and digests are not what is compared here.
    expect(agreed).toBeGreaterThan(100);
    expect(differed).toBeGreaterThan(10_000);
  });

  it.each([
    ['an empty list', '[]'],
    ['an empty text', '""'],
    ['a number', '12'],
  ])('knows an empty detail from %s', (_, detail) => {
    const touched = withDetail(jsonText(detail));
    expect(agrees(touched)).toBe(false);
    expect(new LeafReader().read(touched)).toBe('its column detail and its leaf say different things');
  });

  it.each(['{"n": 1.0}', '{"n": 12345678901234567890}'])(
    'does not agree where the column has a number that no leaf has: %s',
    (detail) => {
      for (const leaf of ['', JSON.stringify(JSON.parse(detail))]) {
        const touched = withDetail(jsonText(detail), leaf);
        expect(agrees(touched)).toBe(false);
        expect(new LeafReader().read(touched)).toMatch(/^its (column detail|leaf is no JSON)/);
      }
    },
  );

  it('agrees in both ways where a detail has a member of the name that digests have', () => {
    const detail = { a: 1, digests: { ip: 'x' } };
    const touched = withDetail(jsonbField(detail), JSON.stringify(detail));
    expect([agrees(touched), textProblem(touched)]).toEqual([true, undefined]);
    expect([quick.from, quick.to]).toEqual([text.from, text.to]);
  });

  it('tells microseconds, times before 1970 and times beyond every calendar', () => {
    const row = withDetail(jsonbField({}));
    const at = /"at":"([^"]+)"/.exec(row.text(LEAF))?.[1] ?? '';
    for (const below of [1, 999, -1, 500]) {
      const touched = withField(row, AT, timeField(new Date(at), below));
      expect([agrees(touched), textProblem(touched)]).toEqual([false, expect.stringMatching(/column at/)]);
    }
    // Of so many microseconds a number holds no single ones any more.
    expect(timeOf(9_007_199_254_740_993n)).toMatch(/ and 993 microseconds$/);
    for (const microseconds of FAR) {
      const time = timeOf(microseconds);
      for (const said of [time, time.slice(0, 28), 'infinity']) {
        const leaf = textField(row.text(LEAF).replace(at, said));
        const touched = withField(withField(row, AT, bigintField(microseconds)), LEAF, leaf);
        expect(agrees(touched) && textProblem(touched) !== undefined, said).toBe(false);
      }
    }
  });
});
