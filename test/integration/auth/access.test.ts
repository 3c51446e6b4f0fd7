import { Controller, Delete, Get, type INestApplication, Module, Post, type Type } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Allow } from '../../../src/auth/allow.js';
import { ApiTokens } from '../../../src/auth/api-tokens.js';
import { CurrentPrincipal, MaybePrincipal } from '../../../src/auth/current-principal.js';
import { type Principal } from '../../../src/auth/principal.js';
import { Sessions } from '../../../src/auth/sessions.js';
import { ProblemFilter, ProblemPages } from '../../../src/platform/http/problem-filter.js';
import { CALLER, People } from '../../support/people.js';

@Controller('doors')
@Allow('member')
class DoorsController {
  @Get('anyone')
  @Allow('anyone')
  anyone(@MaybePrincipal() principal?: Principal) {
    return { caller: principal?.type ?? null };
  }

  @Get('requester')
  @Allow('requester')
  requester(@CurrentPrincipal() principal: Principal) {
    return { caller: principal.type };
  }

  @Get('member')
  member() {
    return {};
  }

  @Get('admin')
  @Allow('admin')
  admin() {
    return {};
  }

  @Get('auditor')
  @Allow('auditor')
  auditor() {
    return {};
  }

  @Post('anyone')
  @Allow('anyone')
  change() {
    return {};
  }

  @Delete('anyone')
  @Allow('anyone')
  remove() {
    return {};
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  open() {
    return {};
  }
}

class NoPages extends ProblemPages {
  render() {
    return undefined;
  }
}

let people: People;
let app: INestApplication;
const cookies: Record<string, string> = {};

function start(controllers: Type[]): Promise<INestApplication> {
  @Module({
    imports: [people.module],
    controllers,
    providers: [
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: ProblemPages, useClass: NoPages },
    ],
  })
  class HouseModule {}
  return NestFactory.create(HouseModule, { logger: false, abortOnError: false });
}

const cookieOf = (token: string) => `athar_session=${token}`;

beforeAll(async () => {
  people = await People.open();
  app = await start([DoorsController]);
  await app.init();
  const sessions = people.get(Sessions);
  for (const role of ['member', 'admin', 'auditor'] as const) {
    const account = await people.account(`the_${role}`, role);
    const opened = await people.sql.transaction((manager) =>
      sessions.open(manager, account.id, false, CALLER),
    );
    cookies[role] = cookieOf(opened.token);
  }
  const requestId = '0198c0de-0000-7000-8000-00000000abcd';
  await people.sql.query(
    `INSERT INTO requests (id, reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis, created_at)
     VALUES ($1, 'R-7K3F-92QM', 'export', 'received', 'MA', 'portal', 'ar', now(), now(), now(), 'target', now())`,
    [requestId],
  );
  const guest = await people.sql.transaction((manager) =>
    sessions.openForRequest(manager, requestId, CALLER),
  );
  cookies.guest = cookieOf(guest.token);
});

afterAll(async () => {
  await app.close();
  await people.close();
});

const http = () => request(app.getHttpServer());

describe('each door lets in whom it names, and nobody else', () => {
  const who = ['nobody', 'guest', 'member', 'admin', 'auditor'] as const;
  const expected: Record<string, number[]> = {
    anyone: [200, 200, 200, 200, 200],
    requester: [401, 200, 200, 200, 200],
    member: [401, 403, 200, 200, 200],
    admin: [401, 403, 403, 200, 403],
    auditor: [401, 403, 403, 403, 200],
  };

  it.each(Object.entries(expected))('%s', async (door, statuses) => {
    const answered: number[] = [];
    for (const caller of who) {
      const call = http().get(`/doors/${door}`);
      if (cookies[caller] !== undefined) call.set('Cookie', cookies[caller]);
      answered.push((await call).status);
    }
    expect(answered).toEqual(statuses);
  });

  it('and a 401 names a way in, while a 403 of somebody known is in the log, up to twenty times', async () => {
    const unknown = await http()
      .get('/doors/admin')
      .set('Cookie', cookieOf('x'.repeat(43)));
    expect(unknown.headers['www-authenticate']).toBe('Bearer');
    expect(unknown.body).toMatchObject({ type: '/problems/sign-in-required' });
    for (let n = 0; n < 25; n += 1)
      await http()
        .get('/doors/admin')
        .set('Cookie', cookies.member ?? '');
    const events = (await people.events('auth.access_denied')).filter(
      ({ detail }) => detail.needed === 'admin',
    );
    const [{ id }] = await people.sql.query(`SELECT id FROM accounts WHERE username = 'the_member'`);
    const actor = await people.pseudonym(id);
    const ofMember = events.filter((event) => event.actor.id === actor);
    expect(ofMember.length).toBeGreaterThan(15);
    expect(ofMember.length).toBeLessThanOrEqual(20);
    expect(ofMember[0]).toMatchObject({ outcome: 'denied' });
  });
});

describe('a token of a script', () => {
  it('is looked for in the header alone, and never mixed with a cookie', async () => {
    const [{ id }] = await people.sql.query(`SELECT id FROM accounts WHERE username = 'the_admin'`);
    const who = { accountId: id, authenticatedAt: new Date() };
    const { token } = await people.get(ApiTokens).create(who, { name: 'script', days: 1 }, CALLER);
    const admin = () => http().get('/doors/admin');
    expect((await admin().set('Authorization', `Bearer ${token}`)).status).toBe(200);
    expect((await admin().set('Authorization', `bearer ${token}`)).status).toBe(200);
    expect((await admin().query({ access_token: token })).status).toBe(401);
    expect((await admin().set('Authorization', 'Basic eDp5').query({ access_token: token })).status).toBe(
      401,
    );
    const wrong = admin()
      .set('Authorization', 'Bearer wrong')
      .set('Cookie', cookies.admin ?? '');
    expect((await wrong).status).toBe(401);
    const session = (cookies.admin ?? '').split('=')[1];
    expect((await admin().set('Authorization', `Bearer ${session}`)).status).toBe(401);
    expect((await admin().set('Cookie', cookieOf(token))).status).toBe(401);
  });
});

describe('a call that changes something', () => {
  const from = (headers: Record<string, string>) => http().post('/doors/anyone').set(headers);

  it.each([
    ['its own pages', { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://portal.example' }],
    ['the portal’s origin', { Origin: 'http://portal.example' }],
    ['the name it was reached under', { Origin: 'http://localhost:3000', Host: 'localhost:3000' }],
    ['a page of the portal without an origin', { Referer: 'http://portal.example/login' }],
    ['a program', {}],
  ])('is taken from %s', async (_who, headers) => {
    expect((await from(headers)).status).toBe(201);
  });

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbouring host', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['the same host on another port', { Origin: 'http://portal.example:8080' }],
    ['an origin that is hidden', { Origin: 'null' }],
    ['a page of another site', { Referer: 'https://evil.example/http://portal.example/' }],
    [
      'what claims to be its origin and is not',
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://portal.example' },
    ],
  ])('is refused from %s', async (_who, headers) => {
    const answer = await from(headers);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ type: '/problems/cross-origin' });
  });

  it('is any but GET, HEAD and OPTIONS', async () => {
    expect((await http().delete('/doors/anyone').set('Origin', 'https://evil.example')).status).toBe(403);
    expect((await http().get('/doors/anyone').set('Sec-Fetch-Site', 'cross-site')).status).toBe(200);
  });
});

it('a portal with a handler that does not say who may call it does not start', async () => {
  const open = await start([DoorsController, ForgottenController]);
  await expect(open.init()).rejects.toThrow('ForgottenController.open');
  await open.close();
});
