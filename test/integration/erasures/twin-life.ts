import { expect } from 'vitest';
import { Account } from '../../../src/accounts/account.js';
import { AddressTakeover } from '../../../src/accounts/address-changes.js';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { type Agent, PASSWORD } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';
import { readBinary } from '../../support/read-binary.js';
import { unzip } from '../../support/zip.js';
import { type ErasureOffice } from './erasure-office.js';

/** `heir`: a member who took an address over under which a guest had written. */
export interface Twin {
  readonly who: 'member' | 'guest' | 'heir';
  readonly choice: 'delete' | 'detach';
  readonly open: 'nothing' | 'a comment and the account' | 'addresses';
}

/** Comments by what becomes of them: an open hold may keep the first, a hidden one the middle three. */
const SAID = ['kept', 'veiled', 'silent', 'pending', 'free'] as const;
const VEILED = ['veiled', 'silent', 'pending'] as const;
const ANSWERED = ['kept', 'veiled', 'free'] as const;

/** One person from their comments to what is left after their erasure, as they and the public see it. */
export class TwinLife {
  private readonly ids = new Map<string, string>();
  private readonly holds: string[] = [];
  private readonly open: string[] = [];
  private session?: Agent;
  private bearer?: string;
  reference = '';
  private shown?: Agent;

  private constructor(
    private readonly office: ErasureOffice,
    private readonly name: string,
    private readonly twin: Twin,
  ) {}

  /** @param hide what a hidden hold keeps: the middle comments, or what is given beside the address */
  static async begin(
    office: ErasureOffice,
    name: string,
    twin: Twin,
    hide: boolean | object,
  ): Promise<TwinLife> {
    const life = new TwinLife(office, name, twin);
    await life.enter();
    await life.write();
    await life.holdOpenly();
    if (hide === true) life.holds.push(await life.hold(VEILED, 'existence-hidden'));
    if (typeof hide === 'object')
      life.holds.push(await office.hold({ email: life.email, ...hide }, 'existence-hidden'));
    await life.erase();
    return life;
  }

  get email(): string {
    return this.twin.who === 'heir' ? `${this.name}@visitors.example` : `${this.name}@readers.example`;
  }

  private get slug(): string {
    return `thread-${this.name}`;
  }

  /** All that the link in the last mail shows. */
  async told() {
    const shown = this.shown as Agent;
    const { body: request } = await shown.get(`/api/v1/requests/${this.reference}`).expect(200);
    const { body } = await shown.get(`/api/v1/requests/${this.reference}/receipt`).expect(200);
    const { addressDigest, signature, ...receipt } = body as Receipt;
    expect([addressDigest, signature]).not.toContain(undefined);
    return this.same({ request: withSteps(request), receipt });
  }

  async thread() {
    const { body } = await this.office.portal
      .visitor()
      .get(`/api/v1/articles/${this.slug}/comments?limit=50`);
    return this.same(body as { items: object[] });
  }

  /** What answers, sign-in and a comment from the same hand come to. */
  async doors() {
    const visitor = this.office.portal.visitor();
    await this.office.rows('DELETE FROM rate_limits');
    const post = (body: object) =>
      visitor
        .post(`/api/v1/articles/${this.slug}/comments`)
        .send({ name: this.name, email: this.email, ...body });
    const answers: unknown[] = [];
    for (const said of SAID)
      answers.push((await post({ body: 'answer', parentId: this.ids.get(said) })).status);
    const { body: posted } = await post({ body: 'again' }).expect(201);
    await this.office.rows(`DELETE FROM comments WHERE body IN ('answer', 'again')`);
    const login = { login: this.name, password: PASSWORD };
    const signedIn = await visitor.post('/api/v1/auth/login').send(login);
    const me = (agent: Agent) => agent.get('/api/v1/me');
    const before = this.session && (await me(this.session)).status;
    const script = this.bearer && (await me(visitor).set('Authorization', `Bearer ${this.bearer}`)).status;
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
    const agent = this.twin.open !== 'nothing' ? await this.linked() : (this.shown as Agent);
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
    const login = await back.post('/api/v1/auth/login').send({ login: this.name, password: PASSWORD });
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
      texts: SAID.filter((said) => text.some((one) => one.includes(`${said} of ${this.name}`))),
    });
  }

  /** Ends the hidden holds. */
  async release(): Promise<void> {
    for (const id of this.holds) await this.office.release(id);
  }

  async releaseOpen(): Promise<void> {
    for (const id of this.open) await this.office.release(id);
  }

  /** What the database holds of the comments in the end. */
  async rows() {
    const rows = await this.office.rows(
      `SELECT account_id IS NULL AS free, author_name, author_email, author_website, ip, body, status FROM comments
       WHERE id = ANY ($1) ORDER BY created_at`,
      [...this.ids.values()],
    );
    return this.same(rows);
  }

  /** What the person was mailed since they asked. */
  mails(): string[] {
    const { mails } = this.office.portal.mail;
    return this.same(
      mails
        .filter(({ to }) => to === this.email)
        .map(({ subject, text }) =>
          `${subject}\n${text}`.replaceAll(/[\w-]{22}(?:[\w-]{21})?\b|\d+:\d\d/g, 'x'),
        )
        .filter((mail) => !/copy|your data are ready/.test(mail))
        .toSorted(),
    );
  }

  private async enter(): Promise<void> {
    const { who } = this.twin;
    await this.office.rows(
      `INSERT INTO articles (slug, title, body, published_at) VALUES ($1, 't', 'b', now())`,
      this.slug,
    );
    if (who === 'guest') return;
    await this.office.portal.account('member', this.name);
    this.session = await this.office.portal.signIn(this.name);
    const form = { name: 'script', days: 9 };
    const { body } = await this.session.post('/api/v1/me/tokens').send(form).expect(201);
    this.bearer = body.token as string;
  }

  private async write(): Promise<void> {
    const guests = this.twin.who === 'member' ? [] : this.twin.who === 'guest' ? SAID : VEILED;
    for (const [index, said] of SAID.entries()) {
      const [row] = await this.office.rows<{ id: string }>(
        `INSERT INTO comments (article_id, account_id, author_name, author_email, author_website, body, status, created_at)
         SELECT r.id, a.id, $2, $3, 'https://' || $2 || '.example', $4, $5, now() - $6 * interval '1 minute'
         FROM articles r LEFT JOIN accounts a ON a.username = $7 WHERE r.slug = $1 RETURNING id`,
        this.slug,
        this.name,
        this.email,
        `${said} of ${this.name}`,
        said === 'pending' ? 'pending' : 'approved',
        60 - index,
        (guests as readonly string[]).includes(said) ? null : this.name,
      );
      this.ids.set(said, row?.id ?? '');
    }
    await this.office.rows(
      `INSERT INTO comments (article_id, parent_id, author_name, author_email, body, status, created_at)
       SELECT article_id, id, 'Neighbour', 'neighbour@visitors.example', 'answer to ' || body, 'approved',
              created_at + interval '30 minutes'
       FROM comments WHERE id = ANY ($1)`,
      ANSWERED.map((said) => this.ids.get(said)),
    );
    if (this.twin.who === 'heir') await this.takeAddress();
  }

  private async takeAddress(): Promise<void> {
    const { app, sql } = this.office.portal;
    await sql.transaction(async (manager) => {
      const account = await manager.findOneByOrFail(Account, { username: this.name });
      await app.get(AddressTakeover).take(manager, account, this.email);
      // Their copies are not held back for a day.
      await manager.query('UPDATE accounts SET secured_at = NULL WHERE id = $1', [account.id]);
    });
  }

  private hold(said: readonly (typeof SAID)[number][], visibility?: string): Promise<string> {
    const recordIds = said.map((one) => this.ids.get(one));
    return this.office.hold({ source: 'portal', collection: 'comments', recordIds }, visibility);
  }

  private async holdOpenly(): Promise<void> {
    const { email } = this;
    if (this.twin.open === 'addresses')
      this.open.push(await this.office.hold({ email, collection: 'identifiers' }));
    if (this.twin.open !== 'a comment and the account') return;
    this.open.push(await this.hold(['kept']), await this.office.hold({ email, collection: 'account' }));
  }

  private async erase(): Promise<void> {
    await this.office.rows('DELETE FROM rate_limits');
    const form = { scope: { comments: this.twin.choice } };
    this.reference =
      this.session === undefined
        ? await this.office.askAsGuest(this.email, form)
        : await this.office.ask(this.session, form);
    await this.office.approve(this.reference);
    await this.office.work();
    this.shown = this.office.portal.visitor();
    const last = this.office.portal.mail.mails.filter(({ to }) => to === this.email).at(-1);
    if (last === undefined) throw new Error('no last mail');
    const token = tokenIn(last, '/requests/confirm');
    await this.shown.post('/api/v1/requests/confirm').send({ token }).expect(200);
  }

  private async linked(): Promise<Agent> {
    const { portal } = this.office;
    const before = portal.mail.mails.length;
    await portal
      .visitor()
      .post(`/api/v1/requests/${this.reference}/link`)
      .send({ email: this.email })
      .expect(202);
    await this.office.work();
    const mail = portal.mail.mails.slice(before).find(({ to }) => to === this.email);
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
    const form = signedIn ? {} : { email: this.email };
    const { body } = await agent
      .post('/api/v1/requests')
      .send({ kind: 'export', ...form })
      .expect(signedIn ? 201 : 202);
    await this.office.work();
    if (!signedIn) {
      const token = tokenIn(
        await this.office.portal.mail.take(this.email, body.reference),
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
      .replaceAll(this.name, 'name')
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
