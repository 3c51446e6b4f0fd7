import express, { type RequestHandler } from 'express';
import { isUtf8 } from 'node:buffer';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Problem } from './problem.js';

/** Most bodies are small: forms and commands. Uploads have a route of their own. */
export const SMALL = 100 * 1024;
/** Room for 100,000 characters as forms write them: up to nine bytes each. */
export const LONG = 1024 * 1024;

/** Refuses bytes that are not UTF-8, which a decoder would otherwise replace silently. */
function refuseBrokenText(_request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  if (!isUtf8(body)) throw new Problem(400, 'broken-text', 'The body is not valid UTF-8; send it as UTF-8.');
}

/**
 * Parsers for the two kinds of body that the portal takes: JSON for the API, URL-encoded for forms. A body that was parsed
 * is left alone by those that stand behind.
 * @param limit bytes of a body
 */
export function bodyParsers(limit: number = SMALL): RequestHandler[] {
  return [
    express.json({ limit, verify: refuseBrokenText, strict: true }),
    express.urlencoded({ limit, verify: refuseBrokenText, extended: false, parameterLimit: 100 }),
  ];
}
