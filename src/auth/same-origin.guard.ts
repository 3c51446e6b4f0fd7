import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { Config } from '../platform/config/config.js';
import { forbidden } from '../platform/http/problem.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses calls that another site's page makes a browser send (cross-site request forgery), before anybody is
 * recognised. It believes what browsers say and pages cannot change, in this order: `Sec-Fetch-Site`, `Origin`,
 * `Referer`. A call with none of them is let through: browsers have sent `Origin` with every cross-site POST for years,
 * so it comes from a script or command line, which has no cookie but those its owner gave it; and `SameSite=Lax` keeps
 * the cookie at home in the few older ones.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  private readonly ownOrigin: string;

  constructor(config: Config) {
    this.ownOrigin = new URL(config.baseUrl).origin;
  }

  /** @throws Problem 403 `cross-origin` */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (SAFE.has(request.method) || this.isOwn(request)) return true;
    throw forbidden('cross-origin', 'This call came from a page of another site.');
  }

  private isOwn(request: Request): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin' || site === 'none';
    const source = request.headers.origin ?? request.headers.referer;
    if (source === undefined) return true;
    if (!URL.canParse(source)) return false;
    const { origin, host, protocol } = new URL(source);
    if (origin === this.ownOrigin) return true;
    // A portal reached under another name than its settings say is still one site with itself, but never over plain
    // http where its own address is https.
    const asSafe = protocol === 'https:' || this.ownOrigin.startsWith('http:');
    return asSafe && host === request.headers.host;
  }
}
