import { type LoggerService } from '@nestjs/common';
import { type Logger } from 'pino';

/** Who tells at each start, in a hundred lines that are the same every time, how the portal is put together. */
const ASSEMBLY: readonly unknown[] = [
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
];

/** Nest's logger written as pino's JSON lines. A first argument that is an object becomes fields of the line. */
export class PinoNestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log = (message: unknown, ...rest: unknown[]): void =>
    this.write(ASSEMBLY.includes(rest.at(-1)) ? 'debug' : 'info', message, rest);
  error = (message: unknown, ...rest: unknown[]): void => this.write('error', message, rest);
  warn = (message: unknown, ...rest: unknown[]): void => this.write('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]): void => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]): void => this.write('trace', message, rest);
  fatal = (message: unknown, ...rest: unknown[]): void => this.write('fatal', message, rest);

  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const texts = rest.filter((part): part is string => typeof part === 'string');
    const room = texts.at(-1);
    if (typeof message === 'object' && message !== null) {
      this.pino[level]({ ...message, room: texts.length > 1 ? room : 'athar' }, texts[0] ?? '');
    } else {
      this.pino[level]({ room }, String(message));
    }
  }
}
