import { JobRefused } from './job-errors.js';

const CLASS = /^[A-Za-z][A-Za-z0-9]{0,59}$/;
const CODE = /^[A-Za-z0-9_-]{2,40}$/;

/**
 * What may be kept and logged of an error: its class, its code, and those of its causes. Messages stay out, since those
 * of databases and mail servers repeat values; only a `JobRefused` carries a sentence made to be read.
 */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let next = error; next !== undefined && next !== null && parts.length < 4; next = causeOf(next)) {
    parts.push(describeOne(next));
  }
  return parts.join(', caused by ') || 'Unknown';
}

/** Where an error was thrown: the frames of its stack without the message. */
export function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const head = error.stack.indexOf(error.message);
  const rest = head < 0 ? '' : error.stack.slice(head + error.message.length);
  return rest
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}

function describeOne(error: unknown): string {
  if (error instanceof JobRefused) return `JobRefused: ${error.message}`;
  if (typeof error !== 'object' || error === null) return typeof error;
  const { name, code } = error as { name?: unknown; code?: unknown };
  const shown = typeof name === 'string' && CLASS.test(name) ? name : 'Error';
  return typeof code === 'string' && CODE.test(code) ? `${shown} ${code}` : shown;
}

function causeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  const { cause, driverError } = error as { cause?: unknown; driverError?: unknown };
  return cause ?? driverError;
}
