import { expect } from 'vitest';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { type Agent, PASSWORD } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';
import { readBinary } from '../../support/read-binary.js';
import { unzip } from '../../support/zip.js';
import { type ErasureOffice } from './erasure-office.js';
import { SAID, type Twin, TwinStart } from './twin-start.js';

/** One person after their erasure, as they and the public see what is left. */
export class TwinLife {
  private constructor(private readonly start: TwinStart) {}

  /** @param hide as `TwinStart.run` has it */
  static async begin(
    office: ErasureOffice,
    name: string,
    twin: Twin,
    hide: boolean | object,
  ): Promise<TwinLife> {
    const start = new TwinStart(office, name, twin);
    await start.run(hide);
    return new TwinLife(start);
  }

  get reference(): string {
    return this.start.reference;
  }

  private get office(): ErasureOffice {
    return this.start.office;
  }

  /** All that the link in the last mail shows. */
  async told() {
    const shown = this.start.shown as Agent;
    const { body: request } = await shown.get(`/api/v1/requests/${this.reference}`).expect(200);
    const { body } = await shown.get(`/api/v1/requests/${this.reference}/receipt`).expect(200);
    // The checkpoint tells how long the whole log is, whoever's receipt it stands in.
    const { addressDigest, signature, checkpoint, ...receipt } = body as Receipt;
    expect([addressDigest, signature, checkpoint]).not.toContain(undefined);
    return this.same({ request: withSteps(request), receipt });
  }

  async thread() {
    const { body } = await this.office.portal
      .visitor()
      .get(`/api/v1/articles/${this.start.slug}/comments?limit=50`);
    return this.same(body as { items: object[] });
  }

  /** What answers, sign-in and a comment from the same hand come to. */
  async doors() {
    const visitor = this.office.portal.visitor();
    await this.office.rows('DELETE FROM rate_limits');
    const post = (body: object) =>
      visitor
        .post(`/api/v1/articles/${this.start.slug}/comments`)
        .send({ name: this.start.name, email: this.start.email, ...body });
    const answers: unknown[] = [];
    for (const said of SAID)
      answers.push((await post({ body: 'answer', parentId: this.start.ids.get(said) })).status);
    const { body: posted } = await post({ body: 'again' }).expect(201);
    await this.office.rows(`DELETE FROM comments WHERE body IN ('answer', 'again')`);
    const login = { login: this.start.name, password: PASSWORD };
    const signedIn = await visitor.post('/api/v1/auth/login').send(login);
    const me = (agent: Agent) => agent.get('/api/v1/me');
    const before = this.start.session && (await me(this.start.session)).status;
    const script =
      this.start.bearer && (await me(visitor).set('Authorization', `Bearer ${this.start.bearer}`)).status;
    return this.same({
      answers,
      vouched: posted.status as string,
      signedIn: signedIn.status,
      before,
      script,
    });
  }

  /** Takes back what is left, by a new link where there is one. */
  async withdrawn() {
    const agent = this.start.twin.open !== 'nothing' ? await this.linked() : (this.start.shown as Agent);
    const { status, body } = await agent.post(`/api/v1/requests/${this.reference}/withdraw`);
    await this.office.work();
    const { body: request } = await agent.get(`/api/v1/requests/${this.reference}`);
    return this.same({
      status,
      body: status === 200 ? withSteps(body) : {},
      request: withSteps(request),
      thread: await this.thread(),
      doors: await this.doors(),
      mails: this.mails(),
    });
  }

  /** A copy of whoever signs in, or else of whoever asks from the address: the texts of comments, and how much of what. */
  async copy() {
    const { portal } = this.office;
    const back = portal.visitor();
    const login = await back.post('/api/v1/auth/login').send({ login: this.start.name, password: PASSWORD });
    const agent = login.status === 200 ? back : portal.visitor();
    const own = login.status === 200 ? (await agent.get('/api/v1/me/data').expect(200)).body.items : [];
    const reference = await this.askForCopy(agent, login.status === 200);
    const { body: zip } = await agent
      .get(`/api/v1/requests/${reference}/bundle`)
      .buffer(true)
      .parse(readBinary)
      .expect(200);
    const files = await unzip(zip as Buffer);
    const text = [...files.entries()]
      .filter(([path]) => path.endsWith('.json'))
      .map(([, file]) => String(file));
    const counts = own.flatMap(({ collections }: { collections: { collection: string; count: number }[] }) =>
      collections.map(({ collection, count }) => `${collection} ${count}`),
    );
    return this.same({
      signedIn: login.status,
      counts,
      texts: SAID.filter((said) => text.some((one) => one.includes(`${said} of ${this.start.name}`))),
    });
  }

  /** Ends the hidden holds. */
  async release(): Promise<void> {
    for (const id of this.start.holds) await this.office.release(id);
  }

  async releaseOpen(): Promise<void> {
    for (const id of this.start.open) await this.office.release(id);
  }

  /** What the database holds of the comments in the end. */
  async rows() {
    const rows = await this.office.rows(
      `SELECT account_id IS NULL AS free, author_name, author_email, author_website, ip, body, status FROM comments
       WHERE id = ANY ($1) ORDER BY created_at`,
      [...this.start.ids.values()],
    );
    return this.same(rows);
  }

  /** What the person was mailed since they asked. */
  mails(): string[] {
    const { mails } = this.office.portal.mail;
    return this.same(
      mails
        .filter(({ to }) => to === this.start.email)
        .map(({ subject, text }) =>
          `${subject}\n${text}`.replaceAll(/[\w-]{22}(?:[\w-]{21})?\b|\d+:\d\d/g, 'x'),
        )
        .filter((mail) => !/copy|your data are ready/.test(mail))
        .toSorted(),
    );
  }

  private async linked(): Promise<Agent> {
    const { portal } = this.office;
    const before = portal.mail.mails.length;
    await portal
      .visitor()
      .post(`/api/v1/requests/${this.reference}/link`)
      .send({ email: this.start.email })
      .expect(202);
    await this.office.work();
    const mail = portal.mail.mails.slice(before).find(({ to }) => to === this.start.email);
    if (mail === undefined) throw new Error('no link');
    const agent = portal.visitor();
    await agent
      .post('/api/v1/requests/confirm')
      .send({ token: tokenIn(mail, '/requests/confirm') })
      .expect(200);
    return agent;
  }

  private async askForCopy(agent: Agent, signedIn: boolean): Promise<string> {
    await this.office.rows('DELETE FROM rate_limits');
    const form = signedIn ? {} : { email: this.start.email };
    const { body } = await agent
      .post('/api/v1/requests')
      .send({ kind: 'export', ...form })
      .expect(signedIn ? 201 : 202);
    await this.office.work();
    if (!signedIn) {
      const token = tokenIn(
        await this.office.portal.mail.take(this.start.email, body.reference),
        '/requests/confirm',
      );
      await agent.post('/api/v1/requests/confirm').send({ token }).expect(200);
    }
    await this.office.admins[0].post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await this.office.work();
    return body.reference as string;
  }

  /** Without what differs from one person to the next: names, references, ids and times. */
  private same<T>(answer: T): T {
    const text = JSON.stringify(answer)
      .replaceAll(this.start.name, 'name')
      .replaceAll(/R-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'R-')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
      .replaceAll(/20\d\d-\d\d-\d\dT[^"]*Z/g, 'at');
    return JSON.parse(text) as T;
  }
}

/** Steps of one instant have no order. */
function withSteps(request: { timeline?: { step: string }[] }): object {
  const timeline = request.timeline?.toSorted((one, other) => one.step.localeCompare(other.step));
  return { ...request, timeline };
}
