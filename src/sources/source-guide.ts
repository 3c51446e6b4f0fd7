import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hasAnswered } from './source-check.js';
import { type SourceState, SourceStates } from './source-states.js';
import { stepsOf } from './source-steps.js';
import { Sources } from './sources.js';
import { type DatabaseKind, PORTAL_ID } from './sources-file.js';

/** The way of a source from its entry in the sources file to being erased in. */
export const GUIDE_STEPS = ['connect', 'check', 'try', 'plan', 'erase'] as const;

export type GuideStep = (typeof GUIDE_STEPS)[number];

/** One step, as things are now. */
export interface GuidedStep {
  readonly step: GuideStep;
  readonly done: boolean;
  /** When it was last done, where that is known. */
  readonly at?: Date;
}

/** A source with how far it has come. */
export interface SourceGuide {
  readonly state: SourceState;
  readonly kind: DatabaseKind;
  /** In the order in which they are done. The portal's own tables are connected and erased in from the start. */
  readonly steps: readonly GuidedStep[];
}

/** Tells how far each source has come, from what it answers and from what was done with it. */
@Injectable()
export class SourceGuides {
  constructor(
    private readonly states: SourceStates,
    private readonly sources: Sources,
    private readonly database: DataSource,
  ) {}

  /** Undefined where there is no source of this id. */
  async of(id: string): Promise<SourceGuide | undefined> {
    const state = await this.states.one(id);
    if (state === undefined) return undefined;
    const done = await stepsOf(this.database.manager, id);
    const steps: GuidedStep[] = [
      { step: 'connect', done: isConnected(state), at: state.checkedAt },
      { step: 'check', done: isComplete(state) },
      { step: 'try', done: done.tried !== undefined, at: done.tried },
      { step: 'plan', done: done.planned !== undefined, at: done.planned },
      { step: 'erase', done: isErasable(state) },
    ];
    return {
      state,
      kind: this.sources.kind(id) ?? 'postgres',
      steps: id === PORTAL_ID ? steps.filter(({ step }) => OF_PORTAL.includes(step)) : steps,
    };
  }
}

const OF_PORTAL: readonly GuideStep[] = ['check', 'try'];

/** It answers, whether or not its map fits. */
function isConnected({ check }: SourceState): boolean {
  return check !== undefined && hasAnswered(check);
}

/** It can be read, and no column that looks personal is in no map. */
function isComplete({ check }: SourceState): boolean {
  return check !== undefined && check.problems.length === 0 && check.unmapped.length === 0;
}

function isErasable({ mode, check }: SourceState): boolean {
  return mode === 'erase' && check !== undefined && check.problems.length + check.erasing.length === 0;
}
