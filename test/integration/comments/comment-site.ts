import { type Agent, TestApp } from '../../support/app.js';

export const GUEST = { name: 'Salma', email: 'salma@visitors.example' };

/** A site with an article named `port`, an admin and a member. */
export class CommentSite {
  private constructor(
    readonly portal: TestApp,
    readonly admin: Agent,
  ) {}

  static async start(settings: NodeJS.ProcessEnv = {}): Promise<CommentSite> {
    const portal = await TestApp.start({ ATHAR_ROLE: 'web', ...settings });
    await portal.account('admin', 'nadia');
    await portal.account('member', 'rachid');
    await portal.sql.query(
      `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', E'First.\n\nSecond.', now())`,
    );
    return new CommentSite(portal, await portal.signIn('nadia'));
  }

  /** Posts by the API. @returns the answer's body */
  async post(agent: Agent, form: object, status = 201) {
    const { body } = await agent.post('/api/v1/articles/port/comments').send(form).expect(status);
    return body;
  }

  /** What a new guest's comment came to in the table. */
  async stored(id: string) {
    const [row] = await this.portal.sql.query(
      `SELECT c.*, host(c.ip) AS ip, k.reasons FROM comments c LEFT JOIN comment_checks k ON k.comment_id = c.id WHERE c.id = $1`,
      [id],
    );
    return row;
  }

  /** Lets somebody be known: a first comment, approved. */
  async known(agent: Agent, guest: object = {}): Promise<void> {
    const { id } = await this.post(agent, { body: 'first', ...guest });
    await this.portal.sql.query(`UPDATE comments SET status = 'approved' WHERE id = $1`, [id]);
  }

  /** Lets an erasure have left a comment to holds. */
  async leave(id: string): Promise<void> {
    await this.portal.sql.query(
      `WITH made AS (INSERT INTO erasures (started_at) VALUES (now()) RETURNING id)
       INSERT INTO left_comments (comment_id, article_id, erasure_id, detached)
       SELECT c.id, c.article_id, made.id, false FROM made, comments c WHERE c.id = $1`,
      [id],
    );
  }

  stop(): Promise<void> {
    return this.portal.stop();
  }
}
