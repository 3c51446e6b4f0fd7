import { type StoredProblem } from './checkpoint-checks.js';
import { type Finding } from './finding.js';

/** In this order they are told: what a lost key brings with it for good hides nothing that is worse. */
const KINDS: readonly StoredProblem['kind'][] = ['events', 'row', 'gone', 'note'];
/** Of each kind; an epoch more tells nothing more. */
const MOST_EPOCHS = 10;

/**
 * What is wrong with stored checkpoints: of each epoch the first one of each kind, which says what all later ones of it say
 * too.
 */
export class StoredFindings {
  private readonly found = new Map(KINDS.map((kind) => [kind, new Map<number, Finding>()]));

  add({ epoch }: { readonly epoch: number }, problem: StoredProblem | undefined): void {
    if (problem === undefined) return;
    const epochs = this.found.get(problem.kind);
    if (epochs === undefined || epochs.has(epoch) || epochs.size >= MOST_EPOCHS) return;
    epochs.set(epoch, problem.finding);
  }

  /** The gravest kind first; of one kind those of fewer events first. */
  all(): Finding[] {
    return [...this.found.values()].flatMap((epochs) => [...epochs.values()]);
  }
}
