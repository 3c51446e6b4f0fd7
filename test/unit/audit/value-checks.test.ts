import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AuditEntry } from '../../../src/audit/audit-entry.js';
import { type SaltedValue, saltedValues, valueDigest } from '../../../src/audit/personal-values.js';
import { LeafDigests } from '../../../src/audit/verify/leaf-digests.js';
import { ValueChecks, valueProblem } from '../../../src/audit/verify/value-checks.js';
import { type BinaryRow } from '../../../src/platform/database/binary-copy.js';
import { binaryRow, textField, uuidField } from './binary-rows.js';
import { Chance, changeByte, ODD_TEXTS } from './chance.js';

const EVENTS = 200;
const CHANGES = 150;
const [FIELD, VALUE, SALT] = [1, 2, 3] as const;

const chance = new Chance(20_260_306);
const checks = new ValueChecks();

/** A value of an event with the row that the database has of it. */
interface Kept {
  readonly value: SaltedValue;
  readonly row: BinaryRow;
  readonly place: number;
}

function anEntry(): AuditEntry {
  const odd = () =>
    chance.one([
      ...ODD_TEXTS,
      'half \ud800',
      '\udfff',
      'nul\0',
      'x'.repeat(4000),
      'é'.repeat(3999),
      'ص'.repeat(5000),
    ]);
  return {
    action: 'auth.login_failed',
    actor: { type: 'account', id: randomUUID() },
    values: {
      ip: chance.one(['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', 'fe80::1%eth0', '::']),
      userAgent: odd(),
      email: odd(),
      text: odd(),
    },
  };
}

/** @param address what the database searches by, where that is not the value */
const rowOf = ({ field, value, salt }: SaltedValue, address: string | null = null): BinaryRow =>
  binaryRow([
    uuidField(randomUUID()),
    textField(field),
    textField(value),
    salt,
    address === null ? null : textField(address),
  ]);

const digests = new LeafDigests(EVENTS);
const kept: Kept[] = [];
for (let place = 0; place < EVENTS; place += 1) {
  const values = saltedValues(anEntry());
  const said = values.map(({ field, digest }) => `"${field}":"${digest}"`).join(',');
  digests.add(textField(`{${said}}`), 1, 1 + textField(said).length);
  kept.push(...values.map((value) => ({ value, row: rowOf(value), place })));
}

describe('a personal value against its digest', () => {
  it('agrees as a text where nobody touched it, and mostly as bytes', () => {
    expect(kept.filter(({ row, place }) => valueProblem(row, digests.of(place)) !== undefined)).toEqual([]);
    const known = kept.filter(({ row, place }) => checks.agrees(row, digests, place));
    expect(known.length).toBeGreaterThan(kept.length / 2);
    expect(known.length).toBeLessThan(kept.length);
    expect(kept.filter(({ row, place }) => checks.problem(row, digests, place) !== undefined)).toEqual([]);
  });

  it('agrees as bytes only where it agrees as a text, whichever bytes of it are changed', () => {
    const wrong: string[] = [];
    let differed = 0;
    for (const { row, place, value } of kept) {
      for (let change = 0; change < CHANGES; change += 1) {
        const field = chance.one([FIELD, VALUE, SALT]);
        if (row.start(field) === row.end(field)) continue;
        const at = row.start(field) + chance.below(row.end(field) - row.start(field));
        const was = changeByte(chance, row.bytes, at);
        if (!checks.agrees(row, digests, place)) differed += 1;
        else wrong.push(`${value.field}, byte ${at} of field ${field}`);
        row.bytes[at] = was;
        const elsewhere = chance.below(EVENTS);
        if (checks.agrees(row, digests, elsewhere) && valueProblem(row, digests.of(elsewhere)) !== undefined)
          wrong.push(`${value.field} of event ${place} at ${elsewhere}`);
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(differed).toBeGreaterThan(10_000);
  });

  it('agrees as bytes only where it agrees as a text, whichever bytes of the digests are changed', () => {
    const wrong: string[] = [];
    let [agreed, differed] = [0, 0];
    for (const { row, place, value } of kept) {
      const said = textField(`x${digests.of(place)}`);
      for (let change = 0; change < CHANGES / 10; change += 1) {
        const changed = new LeafDigests(1);
        const at = 1 + chance.below(said.length - 1);
        const was = changeByte(chance, said, at);
        changed.add(said, 1, said.length);
        said[at] = was;
        if (!checks.agrees(row, changed, 0)) differed += 1;
        else if (valueProblem(row, changed.of(0)) === undefined) agreed += 1;
        else wrong.push(`${value.field}: ${changed.of(0)}`);
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(Math.min(agreed, differed)).toBeGreaterThan(1000);
  });

  it.each([
    ['of no field', '', 'value'],
    ['of a field that ends a digest', 'a","ip', '192.0.2.7'],
    ['of a longer field', 'i'.repeat(31), 'v'],
  ])('does not agree: %s', (_, field, text) => {
    const salt = Buffer.alloc(32, 7);
    const value = { ...must(kept[0]).value, field: field as 'ip', value: text, salt };
    const said = textField(`"${field}":"${valueDigest(salt, value.field, text)}"`);
    const digest = new LeafDigests(1);
    digest.add(said, 0, said.length);
    expect(checks.agrees(rowOf(value), digest, 0)).toBe(false);
    expect(checks.problem(rowOf(value), digest, 0)).toMatch(/is not the one that it was recorded with$/);
  });

  it.each([
    ['192.0.2.7', '::ffff:192.0.2.7'],
    ['192.0.2.7', '192.0.2.0/24'],
    ['192.0.2.7', '192.0.2.7/31'],
    ['192.0.2.7', '192.0.2.8'],
    ['192.0.2.7', ''],
    ['2001:db8::1', '2001:db8::1/64'],
    ['2001:db8::1', '2001:db8::2'],
  ])('is not searched by another address: %s by %s', (text, address) => {
    const one = kept.find(({ value }) => value.field === 'ip' && value.value === text);
    const { value, place } = must(one);
    expect(checks.problem(rowOf(value, address), digests, place)).toBe(
      'the address that it is searched by is not its value',
    );
    expect(checks.problem(rowOf(value, text), digests, place)).toBeUndefined();
  });
});

function must<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('There is no such value.');
  return found;
}
