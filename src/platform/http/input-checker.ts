import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request } from 'express';
import { type Observable } from 'rxjs';
import { type z } from 'zod';
import { OPERATION, type OperationSpec } from './operation.js';
import { type FieldProblem, invalidFields, notFound, Problem } from './problem.js';

/** Checks body, query and path of each call against its `Operation` and hands the parsed values on. */
@Injectable()
export class InputChecker implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const spec = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    if (spec !== undefined) checkInput(spec, context.switchToHttp().getRequest<Request>());
    return next.handle();
  }
}

function checkInput(spec: OperationSpec, request: Request): void {
  if (spec.params !== undefined) {
    // A path that cannot name anything is a path to nothing.
    if (findUnstorable(request.params, []) !== undefined) throw notFound();
    const params = spec.params.safeParse(request.params);
    if (!params.success) throw notFound();
    request.params = params.data as Record<string, string>;
  }
  const problems: FieldProblem[] = [];
  if (spec.query !== undefined) {
    const query = check(spec.query, { ...request.query }, '?', problems);
    // Express 5 makes `query` a getter.
    Object.defineProperty(request, 'query', { value: query, configurable: true });
  }
  if (spec.body !== undefined) {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined ||
      Number(request.headers['content-length'] ?? 0) > 0;
    if (hasBody && !request.is('application/json')) {
      throw new Problem(415, 'json-expected', 'Send the body as application/json.');
    }
    request.body = check(
      spec.body,
      request.body ?? (spec.bodyOptional === true ? {} : undefined),
      '/',
      problems,
    );
  }
  if (problems.length > 0) throw invalidFields(...problems);
}

/** Parses `value`; what is wrong is added to `problems` under pointers that start with `prefix`. */
export function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  prefix: '/' | '?',
  problems: FieldProblem[],
): T | undefined {
  const unstorable = findUnstorable(value, []);
  if (unstorable !== undefined) {
    problems.push({
      pointer: pointerOf(unstorable, prefix),
      message: 'Remove the NUL or broken characters.',
    });
    return undefined;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  problems.push(...parsed.error.issues.flatMap((issue) => fieldProblems(issue, prefix)));
  return undefined;
}

function fieldProblems(issue: z.core.$ZodIssue, prefix: '/' | '?'): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const where = prefix === '?' ? 'parameter' : 'field';
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key], prefix),
      message: `There is no such ${where}; leave it out.`,
    }));
  }
  if (issue.path.length === 0 && prefix === '/') return [{ pointer: '', message: 'Send a JSON object.' }];
  const problem = { pointer: pointerOf(issue.path, prefix), message: issue.message };
  const isLong = issue.code === 'too_big' && issue.origin === 'string';
  return [isLong ? { ...problem, most: Number(issue.maximum) } : problem];
}

/** A JSON pointer (RFC 6901), or `?name` for a query parameter, which has no parts. */
function pointerOf(path: readonly PropertyKey[], prefix: '/' | '?'): string {
  if (prefix === '?') return `?${String(path[0] ?? '')}`;
  const parts = path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'));
  return `/${parts.join('/')}`;
}

/** The path of the first text that PostgreSQL cannot store: a NUL, or half of a surrogate pair. */
function findUnstorable(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (key.includes('\0') || !key.isWellFormed()) return path;
    const found = findUnstorable(inner, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
