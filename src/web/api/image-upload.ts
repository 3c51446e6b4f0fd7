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
import { invalidField, Problem } from '../../platform/http/problem.js';
import { RequestLimits } from './request-limits.js';

/** Each holds its file in memory. */
const MOST_AT_ONCE = 4;
const LIMITS = { files: 1, fileSize: LARGEST_IMAGE, fields: 10, fieldSize: 10_000 };
const FormReader = FileInterceptor('file', { limits: LIMITS });

interface WithUpload {
  file?: { readonly buffer: Buffer };
  fileTooLarge?: boolean;
}

/**
 * Reads a form with an image into memory, for handlers that members alone may call: nothing is left behind where a caller
 * goes away. Handlers take the image by `uploadedImage`.
 */
@Injectable()
export class ImageUpload implements NestInterceptor {
  private readonly reader = new FormReader();
  private underWay = 0;

  constructor(private readonly limits: RequestLimits) {}

  /** @throws Problem 429; 503 while too many are sent at once */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const principal = principalOf(request);
    if (principal?.type === 'account') await this.limits.upload(principal.accountId);
    if (this.underWay >= MOST_AT_ONCE)
      throw new Problem(503, 'busy', 'Too many images are sent at this moment. Try again shortly.', [], {
        'Retry-After': '5',
      });
    this.underWay += 1;
    try {
      const handled = await this.read(context, next, request);
      return handled.pipe(finalize(() => (this.underWay -= 1)));
    } catch (error) {
      this.underWay -= 1;
      throw error;
    }
  }

  /** A file that is too large is for the handler to refuse, which knows the form. */
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
      if (!isKnown || error.getStatus() !== 413) throw error;
      (request as WithUpload).fileTooLarge = true;
      return next.handle();
    }
  }
}

/** The image that came with the form. @throws Problem 422 at `/file` where none came, or one that is too large */
export function uploadedImage(request: Request): Buffer {
  const { file, fileTooLarge } = request as WithUpload;
  if (fileTooLarge === true) throw tooLarge();
  if (file === undefined || file.buffer.length === 0) throw invalidField('/file', 'Send an image.');
  return file.buffer;
}
