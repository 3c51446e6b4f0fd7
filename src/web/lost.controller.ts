import { All, Controller } from '@nestjs/common';
import { Allow } from '../auth/allow.js';
import { notFound } from '../platform/http/problem.js';

/** Every address that nobody answers: by way of the guards, so that the page of the refusal knows who is signed in. */
@Controller()
@Allow('anyone')
export class LostController {
  /** @throws Problem 404, always */
  @All('{*path}')
  nothing(): never {
    throw notFound();
  }
}
