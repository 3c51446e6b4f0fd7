import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { originOf } from '../platform/http/client-origin.js';
import { forbidden, unauthenticated } from '../platform/http/problem.js';
import { AccessDenials } from './access-denials.js';
import { ALLOW, type Caller } from './allow.js';
import { Callers } from './callers.js';
import { setPrincipal } from './current-principal.js';
import { type Principal } from './principal.js';

/** Stands before every handler: recognises who calls, and lets in whom the handler's `Allow` names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly denials: AccessDenials,
  ) {}

  /** @throws Problem 401 for somebody unknown, 403 for somebody else than the handler is for */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = this.reflector.getAllAndOverride<Caller | undefined>(ALLOW, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (allowed === undefined) throw new Error('A handler does not say who may call it.');
    const request = context.switchToHttp().getRequest<Request>();
    const principal = await this.callers.recognise(request, context.switchToHttp().getResponse<Response>());
    setPrincipal(request, principal);
    if (allowed === 'anyone') return true;
    if (principal === undefined) throw unauthenticated();
    if (!admits(allowed, principal)) {
      await this.denials.record(principal, allowed, originOf(request));
      throw forbidden('not-yours', 'You are signed in, but this is for others.');
    }
    return true;
  }
}

function admits(allowed: Exclude<Caller, 'anyone'>, principal: Principal): boolean {
  if (allowed === 'requester') return true;
  if (principal.type !== 'account') return false;
  if (allowed === 'staff') return principal.role === 'admin' || principal.role === 'auditor';
  return allowed === 'member' || principal.role === allowed;
}
