import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Injectable,
  Logger,
} from '@nestjs/common';
import { type Request, type Response } from 'express';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { describeError, framesOf } from '../jobs/describe-error.js';
import { Problem } from './problem.js';

/** After these there is nothing left to show of what somebody was looking at. */
const NOT_THERE: readonly number[] = [401, 403, 404];

/** Shows a problem as a page, for routes that people open in a browser. */
export abstract class ProblemPages {
  /** @returns whole HTML, or undefined where this path is answered in JSON */
  abstract render(request: Request, problem: Problem): string | undefined;
}

/** Everything that is thrown ends here: a problem as it stands, anything else as a 500 that tells nothing but a number. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly pages: ProblemPages) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = asProblem(error) ?? this.unexpected(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(problem.status).set(problem.headers).set('Cache-Control', 'no-store');
    // A part of a page that looks again by itself (htmx) would stand still: the whole page then says what is wrong.
    if (request.get('HX-Request') !== undefined && NOT_THERE.includes(problem.status))
      response.set('HX-Refresh', 'true');
    const page = this.pages.render(request, problem);
    if (page !== undefined) response.type('html').send(page);
    else response.type('application/problem+json').send(JSON.stringify(problemBody(problem)));
  }

  /** Logs class, code and stack, which hold no personal data; messages of drivers may, and are left out. */
  private unexpected(error: unknown): Problem {
    const number = randomUUID();
    this.logger.error({ number, error: describeError(error), stack: framesOf(error) }, 'unexpected error');
    return new Problem(
      500,
      'unexpected',
      `Something went wrong here, and nothing was changed. Number ${number}.`,
    );
  }
}

/** The JSON form of a problem (RFC 9457). */
export function problemBody(problem: Problem): Record<string, unknown> {
  return {
    type: `/problems/${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.detail,
    ...(problem.errors.length > 0
      ? { errors: problem.errors.map(({ pointer, message }) => ({ pointer, message })) }
      : {}),
  };
}

function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  // Nest wraps the errors of Express and its parsers.
  if (error instanceof HttpException) return fromStatus(error.getStatus(), readOf(error.cause));
  const { status } = (error ?? {}) as { status?: unknown };
  // Errors of Express and its parsers carry the status they want.
  if (typeof status === 'number' && status >= 400 && status < 500) return fromStatus(status, readOf(error));
  if (error instanceof URIError) return fromStatus(400, readOf(error));
  return undefined;
}

/** What could not be read of a call, and how many bytes it may have. */
interface Unread {
  readonly type?: unknown;
  readonly limit?: unknown;
}

function readOf(error: unknown): Unread {
  return error instanceof URIError ? { type: 'path' } : (error ?? {});
}

function fromStatus(status: number, { type, limit }: Unread): Problem | undefined {
  if (type === 'entity.too.large')
    return new Problem(413, 'body-too-large', `The body is over ${Number(limit) / 1024} kB; send less.`);
  if (type === 'entity.parse.failed') return new Problem(400, 'broken-json', 'The body is not valid JSON.');
  if (type === 'path') return new Problem(400, 'broken-path', 'The path holds a broken % escape.');
  if (status === 404)
    return new Problem(404, 'not-found', 'There is nothing here, or it is not yours to see.');
  if (status >= 500) return undefined;
  return new Problem(status, 'refused', `The call cannot be read (${STATUS_CODES[status] ?? status}).`);
}
