import { writtenInstant } from '../../../platform/i18n/dates.js';
import { DATA_CATEGORIES } from '../../../policy/purposes.js';
import { type Finding, findingText } from '../../../sources/finding.js';
import { type ManualSystem } from '../../../sources/manual/manual-system.js';
import { PORTAL_ID } from '../../../sources/sources-file.js';
import { type CollectionState, type SourceState } from '../../../sources/source-states.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { writtenPeriod } from './written-period.js';

/** One source, in words. */
export interface SourceCard {
  readonly id: string;
  /** Of its own page. */
  readonly path: string;
  readonly title: string;
  /** When it last answered. */
  readonly checkedAt: string;
  /** Which database it may be erased in was accepted when; absent where that does not matter. */
  readonly pinned?: string;
  readonly state: string;
  readonly tone: Tone;
  readonly mode: string;
  readonly summary: string;
  /** What keeps it from being read or erased in, and what may be slow. */
  readonly findings: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** Names of columns that no map speaks of. */
  readonly unmapped: readonly string[];
  readonly collections: readonly CollectionLine[];
}

export interface CollectionLine {
  readonly title: string;
  readonly category: string;
  readonly table: string;
  readonly rows: string;
}

/** The page of sources, in the reader's language. */
export interface SourcesView {
  readonly frame: PageFrame;
  readonly sources: readonly SourceCard[];
  readonly manual: readonly ManualCard[];
}

/** A system that is searched by hand, in words. */
export interface ManualCard {
  readonly id: string;
  readonly title: string;
  readonly task?: string;
  /** Kinds of requests. */
  readonly concerns: readonly string[];
  /** Where nobody searches it: how long what is in it stays. */
  readonly rotates?: string;
}

export function presentSources(
  frame: PageFrame,
  states: readonly SourceState[],
  manual: readonly ManualSystem[],
): SourcesView {
  return {
    frame,
    sources: states.map((state) => presentSource(frame, state)),
    manual: manual.map((system) => presentManual(frame, system)),
  };
}

function presentManual(frame: PageFrame, { id, title, task, concerns, rotates }: ManualSystem): ManualCard {
  const say = wordsOf(frame);
  return {
    id,
    title: title[frame.locale],
    task: task?.[frame.locale],
    concerns: concerns.map((kind) => say(`office.kind.${kind}`)),
    rotates: rotates && writtenPeriod(rotates, frame.locale),
  };
}

export function presentSource(frame: PageFrame, source: SourceState): SourceCard {
  const say = wordsOf(frame);
  const { id, title, mode, check, collections, checkedAt } = source;
  const standing = standingOf(source);
  const unmapped = check?.unmapped.map(({ table, column }) => `${table}.${column}`) ?? [];
  const told = (found: readonly Finding[] = []) => found.map((each) => findingText(frame.locale, each));
  const findings = [
    { title: say('sources.problems'), lines: told(check?.problems) },
    { title: say('sources.erasing'), lines: mode === 'erase' ? told(check?.erasing) : [] },
    { title: say('sources.absent'), lines: told(check?.absent) },
    { title: say('sources.warnings'), lines: told(check?.warnings) },
  ];
  return {
    id,
    path: `/admin/sources/${id}`,
    title: title[frame.locale],
    checkedAt:
      checkedAt === undefined ? say('system.never') : writtenInstant(checkedAt, frame.locale, frame.zone),
    pinned: pinnedText(frame, source),
    state: say(`sources.state.${standing}`),
    tone: TONES[standing],
    mode: mode === 'erase' ? say('sources.mode.erase') : say('sources.mode.readOnly'),
    summary: say('sources.summary', {
      collections: collections.length,
      tables: new Set(collections.map(({ table }) => table)).size,
    }),
    findings: findings.filter(({ lines }) => lines.length > 0),
    unmapped,
    collections: collections.map((collection) => presentCollection(frame, collection)),
  };
}

function pinnedText(frame: PageFrame, { id, mode, pinnedAt }: SourceState): string | undefined {
  if (pinnedAt !== undefined) return writtenInstant(pinnedAt, frame.locale, frame.zone);
  return mode === 'erase' && id !== PORTAL_ID ? wordsOf(frame)('system.pinned.none') : undefined;
}

type Standing = 'ready' | 'incomplete' | 'misfit' | 'silent';

const TONES: Readonly<Record<Standing, Tone>> = {
  ready: 'good',
  incomplete: 'warn',
  misfit: 'bad',
  silent: 'bad',
};

/** `incomplete`: it is read, but columns that look personal are in no map, or it cannot be erased in as it should. */
function standingOf({ check, mode }: SourceState): Standing {
  if (check === undefined) return 'silent';
  if (check.problems.length > 0) return 'misfit';
  const unerasable = mode === 'erase' && check.erasing.length > 0;
  return check.unmapped.length > 0 || unerasable ? 'incomplete' : 'ready';
}

function presentCollection(
  frame: PageFrame,
  { title, category, table, estimate }: CollectionState,
): CollectionLine {
  return {
    title: title[frame.locale],
    category: DATA_CATEGORIES[category][frame.locale],
    table,
    rows: rowsText(frame, estimate),
  };
}

function rowsText(frame: PageFrame, estimate: number | undefined): string {
  const say = wordsOf(frame);
  if (estimate === undefined) return say('sources.rows.unknown');
  return estimate === 0 ? say('sources.rows.none') : say('sources.rows.about', { n: estimate });
}
