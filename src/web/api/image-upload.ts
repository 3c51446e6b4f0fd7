import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { type Request } from 'express';
import { finalize, type Observable } from 'rxjs';
import { principalOf } from '../../auth/current-principal.js';
import { LARGEST_IMAGE, tooLarge } from '../../media/taken-image.js';
import { invalidField, Problem, unauthenticated } from '../../platform/http/problem.js';
import { RequestLimits } from './request-limits.js';

/** Each holds its file in memory. */
const MOST_AT_ONCE = 4;
/** Of one account: who sends slowly keeps nobody else from it. Two, since a connection may have broken unnoticed. */
const MOST_OF_ONE = 2;
const LIMITS = { files: 1, fileSize: LARGEST_IMAGE, fields: 10, fieldSize: 10_000 };
const FormReader = FileInterceptor('file', { limits: LIMITS });

interface WithUpload {
  file?: { readonly buffer: Buffer };
  /** Why the form could not be read. */
  refusedUpload?: Problem;
}

/**
 * Reads a form with an image into memory, for handlers that members alone may call: nothing is left behind where a caller
 * goes away. Handlers take the image by `uploadedImage`.
 */
@Injectable()
export class ImageUpload implements NestInterceptor {
  private readonly reader = new FormReader();
  /** Accounts that send an image now, each as often as it does. */
  private underWay: readonly string[] = [];

  constructor(private readonly limits: RequestLimits) {}

  /** @throws Problem 429; 503 while too many are sent at once */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const principal = principalOf(request);
    if (principal?.type !== 'account') throw unauthenticated();
    const { accountId } = principal;
    await this.limits.upload(accountId);
    const own = this.underWay.filter((one) => one === accountId).length;
    if (this.underWay.length >= MOST_AT_ONCE || own >= MOST_OF_ONE)
      throw new Problem(503, 'busy', 'Too many images are sent at this moment. Try again shortly.', [], {
        'Retry-After': '5',
      });
    this.underWay = [...this.underWay, accountId];
    try {
      const handled = await this.read(context, next, request);
      return handled.pipe(finalize(() => this.end(accountId)));
    } catch (error) {
      this.end(accountId);
      throw error;
    }
  }

  private end(accountId: string): void {
    this.underWay = this.underWay.toSpliced(this.underWay.indexOf(accountId), 1);
  }

  /** What cannot be read is for the handler to refuse, which knows the form. */
  private async read(
    context: ExecutionContext,
    next: CallHandler,
    request: Request,
  ): Promise<Observable<unknown>> {
    try {
      return await this.reader.intercept(context, next);
    } catch (error) {
      const isKnown = error instanceof HttpException;
      if (!isKnown && request.destroyed) throw new Problem(400, 'broken-off', 'The upload broke off.');
      if (!isKnown || ![400, 413].includes(error.getStatus())) throw error;
      (request as WithUpload).refusedUpload = error.getStatus() === 413 ? tooLarge() : unreadable();
      return next.handle();
    }
  }
}

const unreadable = () =>
  invalidField(
    '/file',
    'Send one image as `file` of a whole form (multipart/form-data), with at most ten fields.',
  );

/** The image that came with the form. @throws Problem 422 at `/file` where none came, one that is too large, or no form */
export function uploadedImage(request: Request): Buffer {
  const { file, refusedUpload } = request as WithUpload;
  if (refusedUpload !== undefined) throw refusedUpload;
  if (file === undefined || file.buffer.length === 0) throw invalidField('/file', 'Send an image.');
  return file.buffer;
}
