import { LANGUAGE_TAG } from '../../../platform/i18n/locale.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type HeldInSource } from '../../../sources/held-counts.js';
import { type GuidedStep, type GuideStep, type SourceGuide } from '../../../sources/source-guide.js';
import { type DatabaseKind } from '../../../sources/sources-file.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type SourcePageView, type StepLine, type TrialView } from './source-page.js';
import { presentSource } from './sources-view.js';

/** What was typed, and what came of it. */
interface Trial {
  readonly email: string;
  readonly errors?: readonly FieldError[];
  readonly waitMinutes?: number;
  readonly held?: HeldInSource;
}

/** Puts a source into words, with what an address found where one was tried. */
export function presentSourcePage(
  frame: PageFrame,
  guide: SourceGuide,
  { email, errors = [], waitMinutes, held }: Trial = { email: '' },
): SourcePageView {
  return {
    frame,
    source: presentSource(frame, guide.state),
    steps: guide.steps.map((step) => presentStep(frame, guide, step)),
    email,
    errors,
    waitMinutes,
    trial: held && presentTrial(frame, held),
  };
}

function presentTrial(frame: PageFrame, { collections }: HeldInSource): TrialView {
  const say = wordsOf(frame);
  if (collections === undefined)
    return { text: say('system.try.silent'), rows: [], tone: 'bad', silent: true };
  const number = new Intl.NumberFormat(LANGUAGE_TAG[frame.locale]);
  const n = collections.reduce((sum, { count }) => sum + count, 0);
  const mostFirst = [...collections].sort((one, other) => other.count - one.count);
  return {
    text: say('system.try.found', { n }),
    rows: mostFirst.map(({ title, count }) => ({
      title: title[frame.locale],
      count: number.format(count),
    })),
    tone: n === 0 ? 'warn' : 'good',
    silent: false,
  };
}

function presentStep(frame: PageFrame, guide: SourceGuide, { step, done, at }: GuidedStep): StepLine {
  const say = wordsOf(frame);
  const title = say(`system.step.${step}`);
  if (!done) return { title, done, state: say('system.step.todo'), ...NEXT[step](frame, guide) };
  const state =
    at === undefined
      ? say('system.step.done')
      : say('system.step.doneAt', { at: writtenInstant(at, frame.locale, frame.zone) });
  return { title, done, state };
}

type Next = Pick<StepLine, 'todo' | 'snippet' | 'link'>;

/** What to do where a step is not done. Snippets are names, YAML and commands, the same in every language. */
const NEXT: Readonly<Record<GuideStep, (frame: PageFrame, guide: SourceGuide) => Next>> = {
  connect: (frame, { state: { id }, kind }) => ({
    todo: wordsOf(frame)('system.step.connect.todo'),
    snippet: `- id: ${id}\n  map: ./${id}.yaml\n  url: ${addressOf(kind, 'reader')}`,
  }),
  check: (frame, { state: { id } }) => ({
    todo: wordsOf(frame)('system.step.check.todo'),
    snippet: `npx athar source check ${id}`,
  }),
  try: (frame) => ({ todo: wordsOf(frame)('system.step.try.todo') }),
  plan: (frame) => ({
    todo: wordsOf(frame)('system.step.plan.todo'),
    link: { path: '/admin/requests?kind=erasure', text: wordsOf(frame)('system.step.plan.link') },
  }),
  erase: (frame, guide) => erasingNext(frame, guide),
};

function erasingNext(frame: PageFrame, { state: { id, mode, check }, kind }: SourceGuide): Next {
  const say = wordsOf(frame);
  if (mode === 'read-only')
    return {
      todo: say('system.step.erase.todo'),
      snippet: `  mode: erase\n  writeUrl: ${addressOf(kind, 'eraser')}`,
    };
  return check?.erasing.some(({ code }) => code === 'otherDatabase')
    ? { todo: say('system.step.erase.other'), snippet: `npx athar source pin ${id}` }
    : { todo: say('system.step.erase.mend') };
}

function addressOf(kind: DatabaseKind, user: string): string {
  return kind === 'mariadb'
    ? `mariadb://${user}:password@host:3306/database`
    : `postgres://${user}:password@host:5432/database`;
}
