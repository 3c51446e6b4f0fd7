import { MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller } from '../../src/auth/allow.js';
import { type Route, routesOf } from '../../src/web/api/openapi-document.js';
import { apiControllers } from '../../src/web/api/api-controllers.js';
import { pageControllers } from '../../src/web/pages/page-controllers.js';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let agents: Record<'nobody' | 'member' | 'admin' | 'auditor', Agent>;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const role of ['member', 'admin', 'auditor'] as const) await portal.account(role, `${role}1`);
  agents = {
    nobody: portal.visitor(),
    member: await portal.signIn('member1'),
    admin: await portal.signIn('admin1'),
    auditor: await portal.signIn('auditor1'),
  };
});

afterAll(() => portal.stop());

/** Who may call each route. A new route fails here until somebody writes down who may call it. */
const WHO: Readonly<Record<string, Caller>> = {
  'get /': 'anyone',
  'get /.well-known/athar-keys.json': 'anyone',
  'get /.well-known/gpc.json': 'anyone',
  'get /.well-known/change-password': 'anyone',
  'get /.well-known/security.txt': 'anyone',
  'get /admin': 'admin',
  'get /admin/charts/{chart}': 'admin',
  'get /admin/requests': 'admin',
  'post /admin/requests': 'admin',
  'get /admin/requests/new': 'admin',
  'post /admin/requests/bulk': 'admin',
  'post /admin/requests/new': 'admin',
  'get /admin/requests/{reference}': 'admin',
  'get /admin/requests/{reference}/approve': 'admin',
  'post /admin/requests/{reference}/approve': 'admin',
  'get /admin/requests/{reference}/receipt': 'admin',
  'get /admin/requests/{reference}/progress': 'admin',
  'post /admin/requests/{reference}/plan': 'admin',
  'post /admin/requests/{reference}/retry': 'admin',
  'post /admin/requests/{reference}/acknowledge': 'admin',
  'post /admin/requests/{reference}/assign': 'admin',
  'post /admin/requests/{reference}/messages': 'admin',
  'post /admin/requests/{reference}/notes': 'admin',
  'get /admin/requests/{reference}/checks/{system}': 'admin',
  'post /admin/requests/{reference}/checks/{system}': 'admin',
  'get /admin/requests/{reference}/stop': 'admin',
  'post /admin/requests/{reference}/stop': 'admin',
  'get /admin/requests/{reference}/complete': 'admin',
  'post /admin/requests/{reference}/complete': 'admin',
  'get /admin/requests/{reference}/extend': 'admin',
  'get /admin/requests/{reference}/lift': 'admin',
  'post /admin/requests/{reference}/extend': 'admin',
  'post /admin/requests/{reference}/keep': 'admin',
  'post /admin/requests/{reference}/lift': 'admin',
  'get /admin/requests/{reference}/refuse': 'admin',
  'post /admin/requests/{reference}/refuse': 'admin',
  'get /admin/views': 'admin',
  'post /admin/views': 'admin',
  'post /admin/views/{id}/delete': 'admin',
  'get /api/docs': 'anyone',
  'get /api/openapi.json': 'anyone',
  'get /api/v1/admin/holds': 'admin',
  'post /api/v1/admin/holds': 'admin',
  'get /api/v1/admin/holds/{id}': 'admin',
  'patch /api/v1/admin/holds/{id}': 'admin',
  'post /api/v1/admin/holds/{id}/keep': 'admin',
  'post /api/v1/admin/holds/{id}/release': 'admin',
  'post /api/v1/admin/holds/{id}/versions': 'admin',
  'get /api/v1/admin/bans': 'admin',
  'post /api/v1/admin/bans': 'admin',
  'post /api/v1/admin/bans/{id}/lift': 'admin',
  'get /api/v1/admin/requests': 'admin',
  'post /api/v1/admin/requests': 'admin',
  'get /api/v1/admin/requests/{reference}': 'admin',
  'post /api/v1/admin/requests/bulk': 'admin',
  'post /api/v1/admin/requests/{reference}/acknowledge': 'admin',
  'get /api/v1/admin/requests/{reference}/notes': 'admin',
  'post /api/v1/admin/requests/{reference}/notes': 'admin',
  'get /api/v1/admin/requests/{reference}/checks': 'admin',
  'post /api/v1/admin/requests/{reference}/checks/{system}': 'admin',
  'post /api/v1/admin/requests/{reference}/approve': 'admin',
  'post /api/v1/admin/requests/{reference}/assign': 'admin',
  'post /api/v1/admin/requests/{reference}/complete': 'admin',
  'post /api/v1/admin/requests/{reference}/extend': 'admin',
  'get /api/v1/admin/requests/{reference}/plan': 'admin',
  'post /api/v1/admin/requests/{reference}/messages': 'admin',
  'post /api/v1/admin/requests/{reference}/refuse': 'admin',
  'post /api/v1/admin/requests/{reference}/restriction/keep': 'admin',
  'post /api/v1/admin/requests/{reference}/restriction/lift': 'admin',
  'post /api/v1/admin/requests/{reference}/retry': 'admin',
  'post /api/v1/admin/requests/{reference}/stop': 'admin',
  'patch /api/v1/admin/people/{id}': 'admin',
  'post /api/v1/admin/people/search': 'admin',
  'post /api/v1/admin/people/{id}/view': 'admin',
  'get /api/v1/admin/sources': 'admin',
  'get /api/v1/admin/sources/{id}': 'admin',
  'post /api/v1/admin/sources/{id}/try': 'admin',
  'get /api/v1/admin/views': 'admin',
  'post /api/v1/admin/views': 'admin',
  'delete /api/v1/admin/views/{id}': 'admin',
  'get /api/v1/articles': 'anyone',
  'get /api/v1/articles/{slug}/comments': 'anyone',
  'post /api/v1/articles/{slug}/comments': 'anyone',
  'get /api/v1/audit/checkpoint': 'anyone',
  'get /api/v1/audit/events': 'auditor',
  'get /api/v1/audit/events/{seq}/leaf': 'auditor',
  'post /api/v1/audit/events/{seq}/unmask': 'auditor',
  'post /api/v1/audit/events/{seq}/values': 'auditor',
  'get /api/v1/audit/proof/consistency': 'anyone',
  'get /api/v1/audit/proof/inclusion': 'auditor',
  'post /api/v1/auth/confirm-address': 'anyone',
  'post /api/v1/auth/confirm-email': 'anyone',
  'post /api/v1/auth/login': 'anyone',
  'post /api/v1/auth/logout': 'anyone',
  'post /api/v1/auth/password-reset': 'anyone',
  'post /api/v1/auth/password-reset/confirm': 'anyone',
  'post /api/v1/auth/register': 'anyone',
  'post /api/v1/auth/step-up': 'member',
  'post /api/v1/auth/stop': 'anyone',
  'delete /api/v1/me': 'member',
  'get /api/v1/me': 'member',
  'patch /api/v1/me': 'member',
  'get /api/v1/cookie-choice': 'anyone',
  'put /api/v1/cookie-choice': 'anyone',
  'delete /api/v1/cookie-choice': 'anyone',
  'get /api/v1/me/consents': 'member',
  'delete /api/v1/me/consents/{purpose}': 'member',
  'get /api/v1/me/cookie-choices/{id}': 'member',
  'get /api/v1/me/unconfirmed': 'requester',
  'get /api/v1/me/unconfirmed/{source}/{collection}': 'requester',
  'post /api/v1/me/unconfirmed/{source}/{collection}/mine': 'requester',
  'post /api/v1/me/unconfirmed/{source}/{collection}/not-mine': 'requester',
  'get /api/v1/me/data': 'member',
  'post /api/v1/me/password': 'member',
  'delete /api/v1/me/sessions': 'member',
  'delete /api/v1/me/sessions/{id}': 'member',
  'get /api/v1/me/sessions': 'member',
  'get /api/v1/me/tokens': 'member',
  'post /api/v1/me/tokens': 'member',
  'delete /api/v1/me/tokens/{id}': 'member',
  'get /api/v1/policy': 'anyone',
  'get /api/v1/policy/versions': 'anyone',
  'get /api/v1/policy/versions/{version}': 'anyone',
  'get /api/v1/requests': 'requester',
  'post /api/v1/requests': 'anyone',
  'post /api/v1/requests/confirm': 'anyone',
  'get /api/v1/requests/{reference}': 'requester',
  'get /api/v1/requests/{reference}/bundle': 'requester',
  'get /api/v1/requests/{reference}/receipt': 'requester',
  'get /api/v1/requests/{reference}/messages': 'requester',
  'post /api/v1/requests/{reference}/messages': 'requester',
  'post /api/v1/requests/{reference}/restriction/end': 'requester',
  'post /api/v1/requests/{reference}/link': 'anyone',
  'post /api/v1/requests/{reference}/withdraw': 'requester',
  'get /admin/holds': 'admin',
  'get /admin/holds/new': 'admin',
  'post /admin/holds/new': 'admin',
  'get /admin/holds/{id}': 'admin',
  'get /admin/holds/{id}/keep': 'admin',
  'post /admin/holds/{id}/keep': 'admin',
  'get /admin/holds/{id}/release': 'admin',
  'post /admin/holds/{id}/release': 'admin',
  'get /admin/holds/{id}/review': 'admin',
  'post /admin/holds/{id}/review': 'admin',
  'get /admin/holds/{id}/versions': 'admin',
  'post /admin/holds/{id}/versions': 'admin',
  'get /admin/people': 'admin',
  'post /admin/people': 'admin',
  'get /admin/people/{id}': 'admin',
  'post /admin/people/{id}': 'admin',
  'get /admin/people/{id}/edit': 'admin',
  'post /admin/people/{id}/edit': 'admin',
  'get /admin/bans': 'admin',
  'post /admin/bans': 'admin',
  'get /admin/bans/new': 'admin',
  'post /admin/bans/new': 'admin',
  'get /admin/bans/{id}/lift': 'admin',
  'post /admin/bans/{id}/lift': 'admin',
  'get /admin/retention': 'staff',
  'get /audit/evidence': 'staff',
  'post /audit/evidence': 'staff',
  'get /api/v1/audit/evidence': 'staff',
  'post /api/v1/audit/evidence': 'staff',
  'get /api/v1/admin/retention': 'staff',
  'get /admin/sources': 'admin',
  'get /admin/sources/{id}': 'admin',
  'post /admin/sources/{id}': 'admin',
  'get /api/v1/audit/exports': 'auditor',
  'post /api/v1/audit/exports': 'auditor',
  'get /api/v1/audit/exports/{id}': 'auditor',
  'get /api/v1/audit/exports/{id}/file': 'auditor',
  'delete /api/v1/audit/exports/{id}': 'auditor',
  'get /api/v1/audit/searches': 'auditor',
  'post /api/v1/audit/searches': 'auditor',
  'delete /api/v1/audit/searches/{id}': 'auditor',
  'get /admin/comments': 'admin',
  'post /admin/comments': 'admin',
  'post /admin/comments/search': 'admin',
  'get /admin/comments/words': 'admin',
  'post /admin/comments/words': 'admin',
  'post /admin/comments/words/{id}/remove': 'admin',
  'get /api/v1/admin/comments': 'admin',
  'post /api/v1/admin/comments/search': 'admin',
  'get /api/v1/admin/comments/words': 'admin',
  'post /api/v1/admin/comments/words': 'admin',
  'delete /api/v1/admin/comments/words/{id}': 'admin',
  'post /api/v1/admin/comments/{id}/approve': 'admin',
  'post /api/v1/admin/comments/{id}/spam': 'admin',
  'post /api/v1/admin/comments/{id}/trash': 'admin',
  'post /api/v1/admin/comments/{id}/restore': 'admin',
  'get /articles': 'anyone',
  'get /articles/{slug}': 'anyone',
  'post /articles/{slug}': 'anyone',
  'post /articles/{slug}/forget': 'anyone',
  'get /audit/exports': 'auditor',
  'post /audit/exports': 'auditor',
  'get /audit/exports/{id}': 'auditor',
  'get /audit/exports/{id}/progress': 'auditor',
  'get /audit/exports/{id}/file': 'auditor',
  'post /audit/exports/{id}/delete': 'auditor',
  'get /audit/figures': 'auditor',
  'get /audit/proof': 'auditor',
  'post /audit/proof/file': 'auditor',
  'post /audit/proof/verify': 'auditor',
  'get /audit/figures/charts/{chart}': 'auditor',
  'get /audit/saved': 'auditor',
  'post /audit/saved': 'auditor',
  'post /audit/saved/{id}/delete': 'auditor',
  'get /audit': 'auditor',
  'get /audit/events/{seq}': 'auditor',
  'post /audit/events/{seq}': 'auditor',
  'get /confirm-address/{token}': 'anyone',
  'post /confirm-address/{token}': 'anyone',
  'get /confirm-email/{token}': 'anyone',
  'post /confirm-email/{token}': 'anyone',
  'get /cookies': 'anyone',
  'post /cookies/choice': 'anyone',
  'post /cookies/withdraw': 'anyone',
  'post /screen-options': 'member',
  'post /screen-options/reset': 'member',
  'get /first-admin/{token}': 'anyone',
  'post /first-admin/{token}': 'anyone',
  'get /forgot': 'anyone',
  'post /forgot': 'anyone',
  'get /health/live': 'anyone',
  'get /health/ready': 'anyone',
  'get /login': 'anyone',
  'post /login': 'anyone',
  'post /logout': 'anyone',
  'get /mailbox': 'anyone',
  'get /mailbox/{id}': 'anyone',
  'get /metrics': 'anyone',
  'get /privacy': 'anyone',
  'get /privacy/versions': 'anyone',
  'get /privacy/versions/{version}': 'anyone',
  'get /account': 'member',
  'get /account/address': 'member',
  'post /account/address': 'member',
  'get /account/consents': 'member',
  'post /account/consents/withdraw': 'member',
  'get /account/data': 'member',
  'get /unconfirmed': 'requester',
  'get /unconfirmed/{source}/{collection}': 'requester',
  'post /unconfirmed/{source}/{collection}': 'requester',
  'get /account/password': 'member',
  'post /account/password': 'member',
  'get /account/profile': 'member',
  'post /account/profile': 'member',
  'post /account/sessions/end': 'member',
  'post /account/sessions/{id}/end': 'member',
  'get /account/tokens': 'member',
  'post /account/tokens': 'member',
  'post /account/tokens/{id}/revoke': 'member',
  'get /register': 'anyone',
  'post /register': 'anyone',
  'get /register/done': 'anyone',
  'get /requests': 'requester',
  'get /requests/new': 'anyone',
  'post /requests/new': 'anyone',
  'get /requests/link': 'anyone',
  'post /requests/link': 'anyone',
  'get /requests/sent': 'anyone',
  'get /requests/{reference}/sent': 'requester',
  'get /requests/confirm/{token}': 'anyone',
  'post /requests/confirm/{token}': 'anyone',
  'get /requests/{reference}': 'requester',
  'get /requests/{reference}/bundle': 'requester',
  'get /requests/{reference}/receipt': 'requester',
  'get /requests/{reference}/receipt.pdf': 'requester',
  'get /requests/{reference}/progress': 'requester',
  'post /requests/{reference}/messages': 'requester',
  'post /requests/{reference}/restriction': 'requester',
  'get /requests/{reference}/withdraw': 'requester',
  'get /requests/{reference}/restriction': 'requester',
  'get /requests/{reference}/link': 'anyone',
  'post /requests/{reference}/link': 'anyone',
  'post /requests/{reference}/withdraw': 'requester',
  'get /reset/{token}': 'anyone',
  'post /reset/{token}': 'anyone',
  'get /set-up/{token}': 'anyone',
  'post /set-up/{token}': 'anyone',
  'get /stop/{token}': 'anyone',
  'post /stop/{token}': 'anyone',
};

const routes = routesOf([...apiControllers, ...pageControllers], new MetadataScanner());

function call(agent: Agent, route: Route) {
  const path = route.path
    .replace('{reference}', 'R-2222-2222')
    .replace('{token}', 'A'.repeat(43))
    .replace('{slug}', 'none')
    .replace('{purpose}', 'none')
    .replace('{seq}', '999999999')
    .replace('{id}', '00000000-0000-7000-8000-000000000000');
  return agent[route.method as 'get' | 'post' | 'put' | 'patch' | 'delete'](path);
}

describe('every route', () => {
  it('is written down with who may call it', () => {
    const found = Object.fromEntries(routes.map((route) => [`${route.method} ${route.path}`, route.allow]));
    expect(found).toEqual(WHO);
  });

  it.each(routes.filter(({ allow }) => allow !== 'anyone'))(
    '$method $path asks somebody unknown to sign in',
    async (route) => {
      expect((await call(agents.nobody, route)).status).toBe(401);
    },
  );

  it.each(routes.filter(({ allow }) => allow === 'admin' || allow === 'auditor' || allow === 'staff'))(
    '$method $path is denied to every other role',
    async (route) => {
      for (const role of ['member', 'admin', 'auditor'] as const) {
        const { status } = await call(agents[role], route);
        const may = role === route.allow || (route.allow === 'staff' && role !== 'member');
        if (may) expect(status).not.toBe(403);
        else expect(status).toBe(403);
      }
    },
  );

  it.each(routes.filter(({ method }) => method === 'get'))(
    '$method $path is kept by no browser and no proxy',
    async (route) => {
      const allow = route.allow === 'staff' ? 'auditor' : route.allow;
      const agent = allow === 'admin' || allow === 'auditor' ? agents[allow] : agents.member;
      expect((await call(agent, route)).headers['cache-control']).toBe('no-store');
    },
  );

  it('of the API is in the OpenAPI document', async () => {
    const { body } = await portal.visitor().get('/api/openapi.json').expect(200);
    const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const api = routesOf(apiControllers, new MetadataScanner()).map(
      ({ method, path }) => `${method} ${path}`,
    );
    expect(described.sort()).toEqual(api.sort());
  });
});
