import { type AuditExport } from '../../../audit/audit-exports.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { writtenSize } from '../person/request-view.js';
import { filterNames } from './filter-names.js';

/** A file of the log in the reader's words. */
export interface ExportLine {
  readonly path: string;
  readonly format: string;
  readonly asked: string;
  readonly state: string;
  readonly tone: Tone;
  readonly filters: string;
  readonly until: string;
  /** Present once it is ready. */
  readonly ready?: { readonly rows: string; readonly size: string; readonly sha256: string };
  /** Present while it is being made; the total is missing until the matches are counted. */
  readonly progress?: { readonly done: number; readonly total?: number };
  readonly failed: boolean;
}

const TONES: Readonly<Record<AuditExport['state'], Tone>> = {
  waiting: 'open',
  running: 'open',
  ready: 'good',
  failed: 'bad',
};

export function presentExport(frame: PageFrame, file: AuditExport): ExportLine {
  const say = wordsOf(frame);
  const { state, bytes, sha256, rowsTotal, rowsDone } = file;
  const written = (at: Date): string => writtenInstant(at, frame.locale, frame.zone);
  const made = bytes !== null && sha256 !== null;
  const names = filterNames(frame, file.filters);
  return {
    path: `/audit/exports/${file.id}`,
    format: file.format.toUpperCase(),
    asked: written(file.createdAt),
    state: say(`exports.state.${state}`),
    tone: TONES[state],
    filters: names === '' ? say('exports.filters.none') : names,
    until: written(file.expiresAt),
    ready: made
      ? {
          rows: say('exports.rows.number', { count: rowsDone }),
          size: writtenSize(bytes, frame.locale),
          sha256,
        }
      : undefined,
    progress:
      state === 'waiting' || state === 'running'
        ? { done: rowsDone, total: rowsTotal ?? undefined }
        : undefined,
    failed: state === 'failed',
  };
}
