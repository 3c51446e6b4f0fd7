import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { isLocale, type Locale, LOCALES } from '../i18n/locale.js';

/**
 * The language to answer in: `?lang`, else the account's own, else what the browser asks for, else Arabic.
 * @param own the signed-in account's language
 */
export function callerLocale(request: Request, own?: Locale): Locale {
  const asked = request.query.lang;
  if (isLocale(asked)) return asked;
  if (own !== undefined) return own;
  const accepted = request.acceptsLanguages([...LOCALES]);
  return isLocale(accepted) ? accepted : 'ar';
}

/** Injects the caller's language, without regard to an account. */
export const CallerLocale = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerLocale(context.switchToHttp().getRequest<Request>()),
);
