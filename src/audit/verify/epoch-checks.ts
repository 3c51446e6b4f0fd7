import { type Epoch, sameLog } from '../tree/epoch.js';
import { opened } from './checkpoint-checks.js';
import { type Finding } from './finding.js';

/** What an event `audit.epoch_opened` says. */
export interface OpenedEpoch {
  readonly epoch: number;
  readonly events: number;
  /** Events that the last known checkpoint counted; absent where it could not be read. */
  readonly known?: number;
}

/** The first thing that is wrong with each epoch: its name, the checkpoint that it names, or what the log says of it. */
export function epochProblems(
  epochs: readonly Epoch[],
  events: readonly OpenedEpoch[],
  publicKey: Buffer,
): Finding[] {
  const problems = epochs.map((epoch, at) => {
    const what = nameProblem(epoch, at, epochs) ?? openingProblem(epoch, events, publicKey);
    return what === undefined ? undefined : { where: `epoch ${epoch.epoch}`, what };
  });
  const gone = events.find(({ epoch }) => !epochs.some((each) => each.epoch === epoch));
  const what = 'an event says that it was opened, and the database knows nothing of it';
  return [
    ...problems.filter((problem) => problem !== undefined),
    ...(gone === undefined ? [] : [{ where: `epoch ${gone.epoch}`, what }]),
  ];
}

function nameProblem({ epoch, origin }: Epoch, at: number, epochs: readonly Epoch[]): string | undefined {
  if (epoch !== at + 1) return `epoch ${at + 1} is missing before it`;
  if (origin.endsWith(`/${epoch}`) && sameLog(origin, epochs[0]?.origin ?? '')) return undefined;
  return `its name ${origin} is not the one that follows from the epochs before`;
}

function openingProblem(
  { epoch, size, lastKnown, origin }: Epoch,
  events: readonly OpenedEpoch[],
  publicKey: Buffer,
): string | undefined {
  if (lastKnown === null) return undefined;
  const said = opened(lastKnown, publicKey);
  if (typeof said === 'string') return `the checkpoint that it names: ${said}`;
  if (!sameLog(said.origin, origin)) return 'the checkpoint that it names is of another log';
  const event = events.find((each) => each.epoch === epoch);
  if (event === undefined) return 'no event of the log says that it was opened';
  if (event.events !== size) return `it begins at ${size} events, and the log says at ${event.events}`;
  return event.known === undefined || event.known === said.size
    ? undefined
    : `the checkpoint that it names counts ${said.size} events, and the log says ${event.known}`;
}
