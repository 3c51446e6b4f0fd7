import { Inject, Injectable, type Type } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import { type Request } from 'express';
import { routesOf } from '../api/openapi-document.js';

/** Provides the controllers that answer people with pages. */
export const PAGE_CONTROLLERS = Symbol('page controllers');

/** Knows which pages can be opened, and which addresses only take forms. */
@Injectable()
export class OpenablePages {
  /** Patterns of what a browser can open: `/admin/requests/{}/approve`. */
  private readonly patterns: ReadonlySet<string>;

  constructor(@Inject(PAGE_CONTROLLERS) controllers: readonly Type[], scanner: MetadataScanner) {
    const routes = routesOf(controllers, scanner).filter(({ method }) => method === 'get');
    this.patterns = new Set(routes.map(({ path }) => patternOf(path)));
  }

  /**
   * Where the answer to a posted form can be opened anew: at its own address where that is a page, else at the nearest
   * page above it, as `/requests/R-1` is of `/requests/R-1/withdraw`.
   * @returns undefined for an answer that stands at its own address
   */
  above(request: Request): string | undefined {
    const route = (request.route as { readonly path?: unknown } | undefined)?.path;
    if (request.method !== 'POST' || typeof route !== 'string') return undefined;
    const pattern = patternOf(route).split('/');
    const parts = request.path.split('/');
    for (let length = pattern.length; length > 1; length -= 1) {
      if (!this.patterns.has(pattern.slice(0, length).join('/'))) continue;
      return length === pattern.length ? undefined : parts.slice(0, length).join('/');
    }
    return '/';
  }
}

/** The path with nameless parameters, however they are written: `:id` or `{id}`. */
function patternOf(path: string): string {
  return path.replace(/:\w+|\{\w+\}/g, '{}');
}
