import { Account } from '../../../src/accounts/account.js';
import { AddressTakeover } from '../../../src/accounts/address-changes.js';
import { type Agent } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';
import { type ErasureOffice } from './erasure-office.js';

/** `heir`: a member who took an address over under which a guest had written. */
export interface Twin {
  readonly who: 'member' | 'guest' | 'heir';
  readonly choice: 'delete' | 'detach';
  readonly open: 'nothing' | 'a comment and the account' | 'addresses';
}

/** Comments by what becomes of them: an open hold may keep the first, a hidden one the middle three. */
export const SAID = ['kept', 'veiled', 'silent', 'pending', 'free'] as const;
const VEILED = ['veiled', 'silent', 'pending'] as const;
const ANSWERED = ['kept', 'veiled', 'free'] as const;

/** One person from their comments to the end of their erasure. */
export class TwinStart {
  readonly ids = new Map<string, string>();
  readonly holds: string[] = [];
  readonly open: string[] = [];
  session?: Agent;
  bearer?: string;
  reference = '';
  /** Whoever opened the link in the last mail. */
  shown?: Agent;

  constructor(
    readonly office: ErasureOffice,
    readonly name: string,
    readonly twin: Twin,
  ) {}

  /** @param hide what a hidden hold keeps: the middle comments, or what is given beside the address */
  async run(hide: boolean | object): Promise<void> {
    await this.enter();
    await this.write();
    await this.holdOpenly();
    if (hide === true) this.holds.push(await this.hold(VEILED, 'existence-hidden'));
    if (typeof hide === 'object')
      this.holds.push(await this.office.hold({ email: this.email, ...hide }, 'existence-hidden'));
    await this.erase();
  }

  get email(): string {
    return this.twin.who === 'heir' ? `${this.name}@visitors.example` : `${this.name}@readers.example`;
  }

  get slug(): string {
    return `thread-${this.name}`;
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
}
