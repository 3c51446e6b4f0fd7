import { z } from 'zod';
import { line } from '../../platform/http/text-schemas.js';
import { QueueQuery } from './request-schemas.js';

/** What may be kept of the queue's filter: not `q`, which says whom a case is about. */
const filter = z
  .strictObject(
    QueueQuery.pick({ state: true, kind: true, due: true, assignee: true, held: true, second: true }).shape,
    { error: ({ code }) => (code === 'invalid_type' ? 'Give the parts of a filter, or {}.' : undefined) },
  )
  .describe('Parameters of the queue as an address has them, but for `q`, which is a personal value.');

export const QueueViewBody = z.strictObject({
  name: line(80),
  filter,
  shared: z
    .boolean({ error: 'true, false, or leave it out.' })
    .default(false)
    .describe('For every admin; any of them may delete it, and it outlives the account that made it.'),
});

export const QueueViewView = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: z.record(z.string(), z.string()).describe('Pass it back as the queue’s parameters.'),
  shared: z.boolean(),
  createdAt: z.iso.datetime(),
});

export const ViewParams = z.object({ id: z.uuid() });
