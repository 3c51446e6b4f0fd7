import type pg from 'pg';
import { EMPTY_ROOT } from '../tree/merkle.js';
import { goneProblem, keptProblem, storedProblem } from './checkpoint-checks.js';
import { epochProblems } from './epoch-checks.js';
import { type Finding } from './finding.js';
import { Frontier } from './frontier.js';
import {
  type LogExtent,
  recordedPruning,
  storedCheckpoints,
  storedRoot,
  storedSegmentRoots,
  strayEvent,
  strayTile,
  strayValue,
  upperTiles,
} from './log-reads.js';
import { PrunedSegments } from './pruned-segments.js';
import { type SegmentReport, type SegmentTask } from './segment.js';
import { SEGMENT } from './segment-tree.js';
import { SpanChecks } from './span-checks.js';
import { StoredFindings } from './stored-findings.js';
import { type Verdict } from './verdict.js';

/** One verification under way. Segments are added in their order. */
export class VerificationRun {
  events = 0;
  gap = false;
  /** Segments that are read. */
  readonly segments: number;
  /** Segments before them, whose events were dropped. */
  private readonly skipped: number;
  private values = 0;
  private bytes = 0;
  private signed = 0;
  private readonly findings: Finding[] = [];
  private readonly stored = new StoredFindings();
  private readonly signedFindings: Finding[] = [];
  private readonly frontier = new Frontier();
  private readonly segmentRoots: Buffer[] = [];
  private readonly roots = new Map<number, Buffer>([[0, EMPTY_ROOT]]);
  private readonly spans: SpanChecks;
  private readonly wanted: ReadonlySet<number>;

  constructor(
    readonly client: pg.ClientBase,
    readonly extent: LogExtent,
    sizes: readonly (number | undefined)[],
    private readonly publicKey: Buffer,
  ) {
    this.skipped = Math.floor(extent.pruned / SEGMENT);
    this.segments = Math.ceil(extent.through / SEGMENT) - this.skipped;
    this.spans = new SpanChecks(client, extent.pruned);
    this.wanted = new Set([extent.events, ...sizes.filter((size) => size !== undefined)]);
  }

  /**
   * Takes the hashes of the leaves that were dropped from the stored tree, and recomputes what is above them. Whoever has a
   * checkpoint finds out all the same whether they are those that were signed. Comes before the first segment.
   */
  async passPruned(): Promise<void> {
    const { pruned } = this.extent;
    if (pruned === 0) return;
    this.events = this.skipped * SEGMENT;
    if ((await recordedPruning(this.client)) < pruned - 1)
      this.findings.push({
        where: 'event 0',
        what: `no event says that those before ${pruned} were dropped`,
      });
    const segments = new PrunedSegments(this.client);
    for (const [index, stored] of (await storedSegmentRoots(this.client, this.skipped)).entries()) {
      const { root = stored, finding } = await segments.check(index);
      this.note(this.findings, finding);
      this.segmentRoots.push(root);
      this.frontier.push(root);
    }
    for (const size of this.wanted) {
      const root = size > 0 && size <= this.events ? await storedRoot(this.client, size) : undefined;
      if (root !== undefined) this.roots.set(size, root);
    }
    for await (const checkpoint of storedCheckpoints(this.client, 0, this.events)) {
      const root = await storedRoot(this.client, checkpoint.size);
      this.signed += 1;
      if (root !== undefined) this.stored.add(checkpoint, storedProblem(checkpoint, this.publicKey, root));
    }
  }

  task(place: number): SegmentTask {
    const index = this.skipped + place;
    const low = index * SEGMENT;
    const sizes = [...this.wanted].map((size) => size - low).filter((size) => size > 0 && size <= SEGMENT);
    return { index, through: this.extent.through, sizes };
  }

  async add(report: SegmentReport): Promise<void> {
    const low = this.events;
    this.events += report.events;
    this.values += report.values;
    this.bytes += report.bytes;
    this.gap = this.events < Math.min(low + SEGMENT, this.extent.through);
    if (report.finding !== undefined) this.findings.push(report.finding.finding);
    this.note(this.findings, await this.spans.add(report));
    const roots = new Map(
      report.roots.map(([size, root]) => [low + size, this.frontier.root(Buffer.from(root))]),
    );
    for (const [size, root] of roots) if (this.wanted.has(size)) this.roots.set(size, root);
    await this.compareStored(low, roots);
    if (report.root === undefined) return;
    this.segmentRoots.push(Buffer.from(report.root));
    this.frontier.push(Buffer.from(report.root));
  }

  async verdict(
    kept: readonly string[],
    outside: { epoch: number; note: string } | undefined,
  ): Promise<Verdict> {
    if (!this.gap) await this.wholeLog();
    const log = { ...this.extent, publicKey: this.publicKey, rootAt: (size: number) => this.roots.get(size) };
    const { epochs } = this.extent;
    this.signedFindings.push(...epochProblems(epochs, this.extent.opened, this.publicKey));
    // An older epoch's checkpoint is what the epoch of today names, which has signed nothing yet.
    if (outside !== undefined && outside.epoch >= (epochs.at(-1)?.epoch ?? 0))
      this.note(this.signedFindings, keptProblem(outside.note, log, 'checkpoint in the object store'));
    for (const note of kept) this.note(this.signedFindings, keptProblem(note, log, 'kept checkpoint'));
    return {
      ...{ events: this.events, values: this.values, checkpoints: this.signed, bytes: this.bytes, epochs },
      root: this.roots.get(this.extent.events),
      outside: outside?.note,
      pruned: this.extent.pruned,
      waiting: this.extent.waiting,
      findings: [...this.findings, ...this.stored.all(), ...this.signedFindings],
    };
  }

  private async compareStored(low: number, roots: ReadonlyMap<number, Buffer>): Promise<void> {
    for await (const checkpoint of storedCheckpoints(this.client, low, low + SEGMENT)) {
      const root = roots.get(checkpoint.size);
      if (root === undefined) continue;
      this.signed += 1;
      this.stored.add(checkpoint, storedProblem(checkpoint, this.publicKey, root));
    }
  }

  /** What is known only once every segment was read. */
  private async wholeLog(): Promise<void> {
    this.note(this.findings, await strayEvent(this.client));
    this.note(this.findings, await this.spans.end());
    this.note(this.findings, await upperTiles(this.client, this.segmentRoots));
    this.note(this.findings, await strayTile(this.client, this.events));
    this.note(this.findings, await strayValue(this.client, this.values));
    const { events } = this;
    for await (const checkpoint of storedCheckpoints(this.client, events, Number.MAX_SAFE_INTEGER))
      this.stored.add(checkpoint, goneProblem(checkpoint, events));
  }

  private note(findings: Finding[], finding: Finding | undefined): void {
    if (finding !== undefined) findings.push(finding);
  }
}
