import { type EntityManager } from 'typeorm';
import { type Config } from '../platform/config/config.js';
import { type SubjectRequest } from './subject-request.js';

/** How many people must approve. What an operator asks for at a terminal is outside the rule: admins are mailed. */
export function approvalsNeeded(request: Pick<SubjectRequest, 'kind' | 'channel'>, config: Config): number {
  if (request.kind !== 'erasure') return 1;
  return request.channel === 'operator' ? 0 : config.approvals;
}

/** Whether an erasure stopped over its plan, which has to be approved anew before it goes on. */
export function waitsForApproval(
  request: Pick<SubjectRequest, 'kind' | 'channel' | 'state' | 'approvals'>,
  config: Config,
): boolean {
  return request.state === 'failed' && request.approvals < approvalsNeeded(request, config);
}

/** @returns false where this person decided the same before */
export async function noteDecision(
  manager: EntityManager,
  requestId: string,
  decider: string,
  decision: 'approve' | 'refuse',
  at: Date,
): Promise<boolean> {
  const noted = await manager.query<unknown[]>(
    `INSERT INTO request_decisions (request_id, decider, decision, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [requestId, decider, decision, at],
  );
  return noted.length > 0;
}

/** People decide anew: also those who approved before may do so. */
export async function forgetApprovals(manager: EntityManager, requestId: string): Promise<void> {
  await manager.query(`DELETE FROM request_decisions WHERE request_id = $1 AND decision = 'approve'`, [
    requestId,
  ]);
}
