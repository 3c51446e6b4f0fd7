import { type Agent } from '../../support/app.js';
import { RequestRuns } from '../../../src/requests/request-runs.js';
import { type Case, RequestPortal } from './request-portal.js';

/** The portal of the requests' tests with a second admin, and one article to comment under. */
export class ErasurePortal {
  private constructor(
    readonly requests: RequestPortal,
    readonly second: Agent,
  ) {}

  static async start(): Promise<ErasurePortal> {
    const requests = await RequestPortal.start();
    await requests.app.account('admin', 'omar');
    await requests.rows(
      `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
    );
    return new ErasurePortal(requests, await requests.app.signIn('omar'));
  }

  /** Both admins approve: the erasure waits then. */
  async approve({ reference }: Case): Promise<void> {
    for (const admin of [this.requests.admin, this.second]) {
      await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    }
  }

  /** Lets the waiting time of every erasure be over, without running anything. */
  async waitingIsOver(): Promise<void> {
    await this.requests.rows(`UPDATE requests SET scheduled_for = now() WHERE state = 'scheduled'`);
    await this.requests.rows(
      `UPDATE tasks SET run_at = now() WHERE name = 'request.erase' AND state = 'waiting'`,
    );
  }

  get runs(): RequestRuns {
    return this.requests.app.app.get(RequestRuns);
  }

  /** An erasure of which the work has begun. */
  async running(made: Case): Promise<Case> {
    await this.approve(made);
    await this.waitingIsOver();
    if ((await this.runs.beginErasure(made.id)) === undefined) throw new Error('The erasure did not begin.');
    // The test does the work itself.
    await this.requests.rows(`DELETE FROM tasks WHERE name = 'request.erase'`);
    return made;
  }

  async state({ id }: Case): Promise<Record<string, unknown>> {
    const [row] = await this.requests.rows(
      'SELECT state, approvals, scheduled_for, failure, told FROM requests WHERE id = $1',
      [id],
    );
    return row ?? {};
  }

  /** Bodies of comments as the public sees them. */
  async comments(): Promise<string[]> {
    const { body } = await this.requests.app.visitor().get('/api/v1/articles/port/comments').expect(200);
    return body.items.map((comment: { body: string }) => comment.body);
  }

  async comment(agent: Agent, body: string, more: object = {}): Promise<void> {
    await agent
      .post('/api/v1/articles/port/comments')
      .send({ body, ...more })
      .expect(201);
    await this.requests.rows(`UPDATE comments SET status = 'approved' WHERE body = $1`, [body]);
  }
}
