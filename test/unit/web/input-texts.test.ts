import { readdirSync } from 'node:fs';
import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { type z } from 'zod';
import { check } from '../../../src/platform/http/input-checker.js';
import { OPERATION, type OperationSpec } from '../../../src/platform/http/operation.js';
import { type FieldProblem } from '../../../src/platform/http/problem.js';
import { OfficeFormBody, QueueQuery } from '../../../src/web/api/request-schemas.js';
import { AuditQuery } from '../../../src/web/api/audit-schemas.js';

const api = new URL('../../../src/web/api/', import.meta.url);
const rooms = await Promise.all(
  readdirSync(api)
    .filter((file) => file.endsWith('.controller.ts'))
    .map((file) => import(new URL(file, api).href) as Promise<Record<string, unknown>>),
);

/** What every handler takes, by the handler's name. */
const inputs = rooms
  .flatMap((room) => Object.values(room))
  .filter((made) => typeof made === 'function')
  .flatMap((controller) => {
    const handlers = Object.getOwnPropertyDescriptors(controller.prototype as object);
    return Object.entries(handlers).flatMap(([name, { value }]) => {
      const spec = value && (Reflect.getMetadata(OPERATION, value as object) as OperationSpec | undefined);
      const at = `${controller.name}.${name}`;
      return [
        ...(spec?.query === undefined ? [] : [{ at, prefix: '?' as const, schema: spec.query }]),
        ...(spec?.body === undefined ? [] : [{ at, prefix: '/' as const, schema: spec.body }]),
      ];
    });
  });

const WRONG = [['a', 'b'], 17, true, null, {}, { a: { b: 1 } }, '', 'x'.repeat(20_000), [], [17], ['']];

function problemsOf(schema: z.ZodType, value: unknown, prefix: '/' | '?'): FieldProblem[] {
  const problems: FieldProblem[] = [];
  check(schema, value, prefix, problems);
  return problems;
}

/** How Zod itself speaks. */
const RAW = /^Invalid|expected |^Too (big|small)|^Unrecognized/;

describe('what is said of input that cannot be taken', () => {
  it('walks every handler that takes any', () => {
    expect(inputs.length).toBeGreaterThan(20);
  });

  it.each(inputs)('is in words of our own: $at $prefix', ({ schema, prefix }) => {
    const { shape } = schema as z.ZodObject;
    const heard = Object.keys(shape).flatMap((field) =>
      [...WRONG, undefined].flatMap((value) => problemsOf(schema, { [field]: value }, prefix)),
    );
    expect(heard.filter(({ message }) => RAW.test(message))).toEqual([]);
  });

  it.each<[z.ZodType, unknown, string, string]>([
    [QueueQuery, { state: ['received', 'failed'] }, '?state', 'One or more of unconfirmed, '],
    [AuditQuery, { outcome: 'maybe' }, '?outcome', 'One of success, failure, denied.'],
  ])('names what may be given', (schema, value, pointer, message) => {
    const problems = problemsOf(schema, value, '?');
    expect(problems).toEqual([{ pointer, message: expect.stringContaining(message) }]);
  });
});

describe('the day a letter came', () => {
  const office = (receivedAt: string) =>
    problemsOf(OfficeFormBody, { kind: 'export', channel: 'letter', receivedAt }, '/');

  it.each(['0001-01-01', '1999-12-31', '0001-01-01T00:00:00Z', '1999-12-31T23:59:59Z'])(
    'is not %s',
    (receivedAt) => {
      expect(office(receivedAt)).toEqual([
        { pointer: '/receivedAt', message: 'Give a day from 2000-01-01 on.' },
      ]);
    },
  );

  it.each(['2000-01-01', '2000-01-01T00:00:00Z'])('may be %s', (receivedAt) => {
    expect(office(receivedAt)).toEqual([]);
  });
});
