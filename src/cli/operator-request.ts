import { type NestExpressApplication } from '@nestjs/platform-express';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type JobDefinition } from '../platform/jobs/job.js';
import { JobWorker } from '../platform/jobs/job-worker.js';
import { failureText } from '../requests/failure.js';
import { awaitsSearch, ManualChecks } from '../requests/manual-checks.js';
import { OperatorIntake, type OperatorKind } from '../requests/operator-intake.js';
import { requestJobs } from '../requests/request-jobs.js';
import { type RequestState } from '../requests/request-kinds.js';
import { SubjectRequest } from '../requests/subject-request.js';
import { type Progress, watched } from './watched.js';

const PAUSE = 500;
const UNDER_WAY: readonly RequestState[] = ['approved', 'running'];

interface Work {
  readonly job: JobDefinition<{ requestId: string }>;
  /** What the bar is of. */
  readonly what: string;
}

const WORK: Readonly<Record<OperatorKind, Work>> = {
  export: { job: requestJobs.export, what: 'Collecting' },
  erasure: { job: requestJobs.erase, what: 'Erasing' },
};

/**
 * Makes a request in a person's place and sees it through. Beside a running server its task is done once: by this process
 * or by the server, whoever claims it first, and by this one if the other dies.
 * @returns the request as it is once nothing more happens by itself
 * @throws Error in a sentence where the work failed or the request was withdrawn
 */
export async function operatorRequest(
  app: NestExpressApplication,
  kind: OperatorKind,
  email: string,
  look: (requestId: string) => Promise<Progress>,
): Promise<SubjectRequest> {
  const made = await app.get(OperatorIntake).add(kind, email);
  console.log(`Request ${made.reference} is made; every admin is mailed.`);
  const { job, what } = WORK[kind];
  const request = await watched(
    what,
    () => look(made.id),
    () => seeThrough(app, job, made.id),
  );
  if (request.state === 'failed')
    throw new Error(request.failure === null ? 'The work failed.' : failureText('en', request.failure));
  if (request.state === 'withdrawn') throw new Error('The request was withdrawn before the work began.');
  return request;
}

/** Ids of systems that somebody has yet to search by hand. */
async function openChecks(app: NestExpressApplication, request: SubjectRequest): Promise<string[]> {
  const checks = await app.get(ManualChecks).of(app.get(DataSource).manager, request);
  return checks.filter(awaitsSearch).map(({ system }) => system.id);
}

function waitsFor({ reference }: SubjectRequest, open: readonly string[]): string {
  return `Request ${reference} waits until admins say what they found in ${open.join(', ')}; it then goes on in the running portal.`;
}

async function seeThrough(
  app: NestExpressApplication,
  job: Work['job'],
  requestId: string,
): Promise<SubjectRequest> {
  const worker = app.get(JobWorker);
  const { manager } = app.get(DataSource);
  for (;;) {
    const tried = await worker.runTask(job, requestId);
    const request = await manager.findOneByOrFail(SubjectRequest, { id: requestId });
    if (!UNDER_WAY.includes(request.state)) return request;
    const open = await openChecks(app, request);
    if (open.length > 0) throw new Error(waitsFor(request, open));
    if (tried) console.error('A try failed; the next one follows. Ctrl-C leaves it to the running portal.');
    await delay(PAUSE);
  }
}
