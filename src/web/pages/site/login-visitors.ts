import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { PolicyCookies } from '../../../policy/policy-cookies.js';
import { OwnChoice } from '../../api/own-choice.js';

/** The same for everybody: it says that cookies come back, and nothing about anybody (P08). */
const CHECK = '1';

/** What the sign-in page asks of whoever visits it: whether their browser keeps cookies, and what they chose about them. */
@Injectable()
export class LoginVisitors {
  constructor(
    private readonly cookies: PolicyCookies,
    readonly choice: OwnChoice,
  ) {}

  /** Sets the cookie that shows whether the browser keeps any. */
  check(response: Response): void {
    this.cookies.set(response, 'athar_cookie_check', CHECK);
  }

  /** Whether it came back. */
  keepCookies(request: Request): boolean {
    return this.cookies.read(request, 'athar_cookie_check').includes(CHECK);
  }
}
