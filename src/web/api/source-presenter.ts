import { type z } from 'zod';
import { type Finding, findingText } from '../../sources/finding.js';
import { type HeldInSource } from '../../sources/held-counts.js';
import { type ManualSystem } from '../../sources/manual/manual-system.js';
import { type SourceGuide } from '../../sources/source-guide.js';
import { type SourceState } from '../../sources/source-states.js';
import {
  type ManualSystemView,
  type SourceGuideView,
  type SourceTrialView,
  type SourceView,
} from './source-schemas.js';

export function presentSource(source: SourceState): z.input<typeof SourceView> {
  const { id, title, mode, check, collections, checkedAt, pinnedAt } = source;
  const { problems = [], erasing = [], absent = [], warnings = [], unmapped = [] } = check ?? {};
  return {
    id,
    title,
    mode,
    state: check === undefined ? 'silent' : problems.length > 0 ? 'misfit' : 'ready',
    checkedAt: checkedAt?.toISOString() ?? null,
    pinnedAt: pinnedAt?.toISOString() ?? null,
    problems: problems.map(inEnglish),
    erasing: erasing.map(inEnglish),
    absent: absent.map(inEnglish),
    warnings: warnings.map(inEnglish),
    unmapped: unmapped.map(({ table, column }) => `${table}.${column}`),
    collections: collections.map(({ estimate, ...collection }) => ({
      ...collection,
      estimatedRows: estimate ?? null,
    })),
  };
}

export function presentGuide({ state, steps }: SourceGuide): z.input<typeof SourceGuideView> {
  return {
    ...presentSource(state),
    steps: steps.map(({ step, done, at }) => ({ step, done, at: at?.toISOString() ?? null })),
  };
}

export function presentManual({
  id,
  title,
  task,
  concerns,
  rotates,
}: ManualSystem): z.input<typeof ManualSystemView> {
  return { id, title, task: task ?? null, concerns: [...concerns], rotates: rotates ?? null };
}

export function presentTrial({ collections }: HeldInSource): z.input<typeof SourceTrialView> {
  return {
    available: collections !== undefined,
    collections: (collections ?? []).map(({ collection, ...counted }) => ({ id: collection, ...counted })),
  };
}

function inEnglish(found: Finding): string {
  return findingText('en', found);
}
