import { SetMetadata } from '@nestjs/common';

/**
 * Who may call a handler. `anyone`: everybody; `requester`: an account, or a guest in the session of one request;
 * `member`: any account; `admin`, `auditor`: accounts of exactly that role; `staff`: accounts of either.
 */
export type Caller = 'anyone' | 'requester' | 'member' | 'admin' | 'auditor' | 'staff';

export const ALLOW = 'athar:allow';

/**
 * Names who may call a handler, or all handlers of a controller; what stands on the handler counts first. Nothing is
 * reachable without it: the portal refuses to start.
 */
export const Allow = (caller: Caller): ClassDecorator & MethodDecorator => SetMetadata(ALLOW, caller);
