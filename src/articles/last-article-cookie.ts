import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { PolicyCookies } from '../policy/policy-cookies.js';

const NAME = 'athar_last_article';

/** The cookie that says which article an editor worked on last: its id, and nothing else (P13). */
@Injectable()
export class LastArticleCookie {
  constructor(private readonly cookies: PolicyCookies) {}

  set(response: Response, articleId: string): void {
    this.cookies.set(response, NAME, articleId);
  }

  /** @returns the id that came with the call, where it can be one */
  read(request: Request): string | undefined {
    return this.cookies.read(request, NAME).find((value) => /^[0-9a-f-]{36}$/.test(value));
  }
}
