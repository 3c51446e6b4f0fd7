import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { type MetadataScanner } from '@nestjs/core';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import { ALLOW, type Caller } from '../../auth/allow.js';
import { servedName } from '../../policy/cookies.js';
import { OPERATION, type OperationSpec } from '../../platform/http/operation.js';

/** One handler as Nest knows it. */
export interface Route {
  readonly method: string;
  /** With parameters as OpenAPI writes them: `/api/v1/requests/{reference}`. */
  readonly path: string;
  readonly handler: string;
  readonly allow?: Caller;
  readonly operation?: OperationSpec;
}

type Handlers = Record<string, object>;

/** Every route of the given controllers, from the decorators on their handlers. */
export function routesOf(controllers: readonly Type[], scanner: MetadataScanner): Route[] {
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Handlers;
    return scanner
      .getAllMethodNames(prototype)
      .flatMap((name) => routesOfHandler(controller, prototype[name] ?? {}, name));
  });
}

function routesOfHandler(controller: Type, handler: object, name: string): Route[] {
  const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (verb === undefined) return [];
  const bases = pathsOf(Reflect.getMetadata(PATH_METADATA, controller));
  const ends = pathsOf(Reflect.getMetadata(PATH_METADATA, handler));
  return bases.flatMap((base) =>
    ends.map((end) => ({
      method: RequestMethod[verb].toLowerCase(),
      path: `/${[base, end].join('/').split('/').filter(Boolean).join('/')}`.replace(/:(\w+)/g, '{$1}'),
      handler: `${controller.name}.${name}`,
      allow: (Reflect.getMetadata(ALLOW, handler) ?? Reflect.getMetadata(ALLOW, controller)) as
        Caller | undefined,
      operation: Reflect.getMetadata(OPERATION, handler) as OperationSpec | undefined,
    })),
  );
}

function pathsOf(metadata: unknown): string[] {
  if (Array.isArray(metadata)) return metadata.map(String);
  return [typeof metadata === 'string' ? metadata : ''];
}

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });

/** The OpenAPI document of every route that declares an operation. */
export function openApiDocument(routes: readonly Route[], siteName: string, baseUrl: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    if (route.operation === undefined) continue;
    paths[route.path] = { ...paths[route.path], [route.method]: operationObject(route, route.operation) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: `${siteName} · personal data requests`, version: '1', license: { name: 'Apache-2.0' } },
    servers: [{ url: baseUrl }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: servedName('athar_session', baseUrl.startsWith('https:')),
        },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  });
}

function operationObject(route: Route, spec: OperationSpec): ZodOpenApiOperationObject {
  const callers = route.allow ?? 'anyone';
  const refusals = callers === 'anyone' ? [] : [401, 403];
  const answers = Object.entries(spec.answers).map(([status, [meaning, schema]]) => [
    status,
    { description: meaning, content: contentOf(Number(status), schema, spec.produces) },
  ]);
  const problems = [...refusals, ...(spec.body || spec.upload || spec.query ? [400, 422] : [])]
    .filter((status) => !(status in spec.answers))
    .map((status) => [String(status), { description: 'Refused', content: contentOf(status) }]);
  return {
    summary: spec.summary,
    operationId: route.handler.replace('Controller.', '_'),
    description: `May be called by: ${callers}.`,
    security: callers === 'anyone' ? [] : [{ session: [] }, { bearer: [] }],
    requestParams: {
      ...(spec.params ? { path: spec.params } : {}),
      ...(spec.query ? { query: spec.query } : {}),
    },
    ...(spec.upload ? { requestBody: { required: true, content: uploadOf(spec.upload) } } : {}),
    ...(spec.body
      ? {
          requestBody: {
            required: spec.bodyOptional !== true,
            content: { 'application/json': { schema: spec.body } },
          },
        }
      : {}),
    responses: Object.fromEntries([...answers, ...problems]) as ZodOpenApiOperationObject['responses'],
  };
}

/** A form with the file beside its fields. */
function uploadOf(fields: z.ZodObject) {
  const file = z.string().meta({ format: 'binary', description: 'The file.' });
  return { 'multipart/form-data': { schema: fields.extend({ file }) } };
}

function contentOf(status: number, schema?: z.ZodType, produces?: readonly string[]) {
  if (status >= 400) return { 'application/problem+json': { schema: Problem } };
  const json = schema === undefined ? {} : { 'application/json': { schema } };
  const other = (produces ?? []).map((type) => [type, { schema: { type: 'string' as const } }]);
  return { ...json, ...Object.fromEntries(other) } as Record<string, { schema: z.ZodType }>;
}
