import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { check } from '../../platform/http/input-checker.js';
import { type FieldProblem, invalidFields, Problem } from '../../platform/http/problem.js';

/** After these the form is shown again; anything else has a page of its own. */
const SHOWN_AGAIN: readonly number[] = [401, 422, 429];

/** A field of the posted form as it was typed; empty where it is missing, or came twice. */
export function typed(request: Request, field: string): string {
  const value = (request.body as Readonly<Record<string, unknown>> | undefined)?.[field];
  return typeof value === 'string' ? value : '';
}

/** Every value of a field that may come several times, as boxes to tick do. */
export function typedAll(request: Request, field: string): string[] {
  const value = (request.body as Readonly<Record<string, unknown>> | undefined)?.[field];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** @throws Problem 422 that names the fields which cannot be accepted */
export function checkForm<T>(schema: z.ZodType<T>, values: unknown): T {
  const problems: FieldProblem[] = [];
  const checked = check(schema, values, '/', problems);
  if (checked === undefined) throw invalidFields(...problems);
  return checked;
}

/** The refusal after which a form is shown again. @throws the error itself where it is none */
export function refusalOf(error: unknown): Problem {
  if (error instanceof Problem && SHOWN_AGAIN.includes(error.status) && !isDeadLink(error)) return error;
  throw error;
}

/** Whether the link that led here is used or out of date: no form helps then. */
export function isDeadLink({ errors }: Problem): boolean {
  return errors.length > 0 && errors.every(({ pointer }) => pointer === '/token');
}

/** Minutes to wait after too many tries; undefined where the refusal is another. */
export function waitMinutes({ status, headers }: Problem): number | undefined {
  if (status !== 429) return undefined;
  const seconds = Number(headers['Retry-After']);
  return Math.max(1, Math.ceil((Number.isFinite(seconds) ? seconds : 60) / 60));
}

/** Shows a form again, under the status of what was wrong with it. */
export function showAgain(response: Response, refusal: Problem, html: string): void {
  response.status(refusal.status).set(refusal.headers);
  response.type('html').send(html);
}
