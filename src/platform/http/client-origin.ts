import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { plainAddress } from '../text/plain-address.js';
import { type Origin } from './origin.js';

const LONGEST_USER_AGENT = 512;

/**
 * Who calls. Express takes `X-Forwarded-For` only across the listed proxies (setting `trust proxy`); where what they
 * forward is no address, the socket's own counts.
 */
export function originOf(request: Request): Origin {
  const userAgent = (request.get('user-agent') ?? '').replaceAll('\0', '').slice(0, LONGEST_USER_AGENT);
  return {
    ip: plainAddress(request.ip) ?? plainAddress(request.socket.remoteAddress),
    userAgent: userAgent === '' ? undefined : userAgent,
  };
}

/** Injects the caller's `Origin` into a handler. */
export const CallOrigin = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  originOf(context.switchToHttp().getRequest<Request>()),
);
