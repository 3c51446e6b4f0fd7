import { Header } from '@nestjs/common';

/** Says that a handler answers with a page. */
export const Html = (): MethodDecorator => Header('Content-Type', 'text/html; charset=utf-8');
