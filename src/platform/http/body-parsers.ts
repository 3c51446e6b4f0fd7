import express, { type RequestHandler } from 'express';
import { isUtf8 } from 'node:buffer';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Problem } from './problem.js';

/** Bodies are small: forms and commands. Uploads have a route of their own. */
const LIMIT = '100kb';

/** Refuses bytes that are not UTF-8, which a decoder would otherwise replace silently. */
function refuseBrokenText(_request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  if (!isUtf8(body)) throw new Problem(400, 'broken-text', 'The body is not valid UTF-8; send it as UTF-8.');
}

/** Parsers for the two kinds of body that the portal takes: JSON for the API, URL-encoded for forms. */
export function bodyParsers(): RequestHandler[] {
  return [
    express.json({ limit: LIMIT, verify: refuseBrokenText, strict: true }),
    express.urlencoded({ limit: LIMIT, verify: refuseBrokenText, extended: false, parameterLimit: 100 }),
  ];
}
