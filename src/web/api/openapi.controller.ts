import { Controller, Get, Inject, type Type } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { Config } from '../../platform/config/config.js';
import { Operation } from '../../platform/http/operation.js';
import { Html } from '../layout/html.js';
import { page } from '../layout/page.js';
import { DocsPage } from './docs-page.js';
import { openApiDocument, routesOf } from './openapi-document.js';

/** Provides the controllers that the document describes. */
export const API_CONTROLLERS = Symbol('api controllers');

/** The description of this API, for programs and for people. */
@Controller('api')
@Allow('anyone')
export class OpenApiController {
  private readonly document: object;

  constructor(
    @Inject(API_CONTROLLERS) controllers: readonly Type[],
    scanner: MetadataScanner,
    config: Config,
  ) {
    this.document = openApiDocument(routesOf(controllers, scanner), config.siteName, config.baseUrl);
  }

  @Get('openapi.json')
  @Operation({
    summary: 'This API as an OpenAPI 3.1 document',
    answers: { 200: ['The document', z.looseObject({})] },
  })
  json(): object {
    return this.document;
  }

  @Get('docs')
  @Html()
  @Operation({ summary: 'This API as a page', produces: ['text/html'], answers: { 200: ['The page'] } })
  docs(): string {
    return page(DocsPage({ document: this.document }));
  }
}
