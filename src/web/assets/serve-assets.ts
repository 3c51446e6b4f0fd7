import compression from 'compression';
import { type RequestHandler } from 'express';
import { findAsset } from './asset-path.js';

/** A year: a file that changes gets another address. */
const KEPT = 'public, max-age=31536000, immutable';
/** Fonts and marks, which the style sheet names without a version. */
const A_DAY = 'public, max-age=86400';

/** Answers `/assets/{name}`; goes on where there is no such file. Nothing in them is about anybody. */
export const serveAssets: RequestHandler = (request, response, next) => {
  const asset = findAsset(request.path.slice(1));
  if (asset === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
  const current = request.query.v === asset.version;
  response.set('Cache-Control', current ? KEPT : A_DAY);
  response.set('Cross-Origin-Resource-Policy', 'same-origin');
  response.sendFile(asset.file, { cacheControl: false });
};

/**
 * Compresses pages, styles and scripts, and nothing that streams data. Pages hold no secret beside what a stranger could
 * put into them (forms are kept to their origin by headers, not by tokens), so the length of an answer tells nothing.
 */
export const compressPages = compression({
  filter: (_request, response) => {
    const type = String(response.getHeader('Content-Type') ?? '');
    return /^(?:text\/(?:html|css|javascript)|application\/javascript|image\/svg\+xml)\b/.test(type);
  },
});
