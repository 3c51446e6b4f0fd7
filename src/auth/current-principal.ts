import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { type Principal } from './principal.js';

/** Where the guard leaves whom it recognised, as Passport's users are used to. */
interface Recognised {
  user?: Principal;
}

export function principalOf(request: Request): Principal | undefined {
  return (request as unknown as Recognised).user;
}

export function setPrincipal(request: Request, principal: Principal | undefined): void {
  (request as unknown as Recognised).user = principal;
}

/** Injects who calls, in handlers that not everybody may call. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const principal = principalOf(context.switchToHttp().getRequest<Request>());
    if (principal === undefined) throw new Error('This handler lets everybody in: use MaybePrincipal.');
    return principal;
  },
);

/** Injects who calls, or undefined for somebody unknown. */
export const MaybePrincipal = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<Request>()),
);
