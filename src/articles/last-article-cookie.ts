import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Config } from '../platform/config/config.js';
import { LAST_ARTICLE_COOKIE } from '../policy/cookies.js';
import { retention } from '../policy/retention.js';

/** The cookie that says which article an editor worked on last: its id, for a day (P13). */
@Injectable()
export class LastArticleCookie {
  constructor(private readonly config: Config) {}

  set(response: Response, articleId: string): void {
    response.cookie(LAST_ARTICLE_COOKIE, articleId, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.baseUrl.startsWith('https:'),
      maxAge: retention.lastArticle,
    });
  }

  /** @returns the id that came with the call, where it can be one */
  read(request: Request): string | undefined {
    const found = new RegExp(`(?:^|;\\s*)${LAST_ARTICLE_COOKIE}=([0-9a-f-]{36})(?:;|$)`);
    return found.exec(request.headers.cookie ?? '')?.[1];
  }
}
