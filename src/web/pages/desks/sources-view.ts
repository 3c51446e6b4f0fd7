import { DATA_CATEGORIES } from '../../../policy/purposes.js';
import { type Finding, findingText } from '../../../sources/finding.js';
import { type CollectionState, type SourceState } from '../../../sources/source-states.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

/** One source, in words. */
export interface SourceCard {
  readonly id: string;
  readonly title: string;
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
}

export function presentSources(frame: PageFrame, states: readonly SourceState[]): SourcesView {
  return { frame, sources: states.map((state) => presentSource(frame, state)) };
}

function presentSource(frame: PageFrame, source: SourceState): SourceCard {
  const say = wordsOf(frame);
  const { id, title, mode, check, collections } = source;
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
    title: title[frame.locale],
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
