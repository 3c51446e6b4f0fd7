import { Logger } from '@nestjs/common';
import { type NextFunction, type Request, type Response } from 'express';
import { Histogram, type Registry } from 'prom-client';

/**
 * One line and one measurement a call: method, route pattern, status, milliseconds. Never the path itself, the query,
 * the caller's address or user agent: they are personal data, or tokens (I9).
 */
export function accessLog(registry: Registry) {
  const logger = new Logger('http');
  const seconds = new Histogram({
    name: 'athar_http_seconds',
    help: 'Time to answer a call.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = process.hrtime.bigint();
    response.once('close', () => {
      const took = Number(process.hrtime.bigint() - started) / 1e9;
      const route = routeOf(request);
      const labels = { method: request.method, route, status: response.statusCode };
      seconds.observe(labels, took);
      const aborted = response.writableFinished ? {} : { aborted: true };
      logger.log({ ...labels, ms: Math.round(took * 1000), ...aborted }, 'call', 'http');
    });
    next();
  };
}

function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'none';
}
