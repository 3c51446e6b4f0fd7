import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { Operation } from '../../platform/http/operation.js';
import { CATEGORIES } from '../../policy/purposes.js';
import { type Finding, findingText } from '../../sources/finding.js';
import { type SourceState, SourceStates } from '../../sources/source-states.js';
import { listOf } from './auth-schemas.js';

const titles = z.object({ ar: z.string(), fr: z.string(), en: z.string() });
const sentences = z.array(z.string());

const SourceView = z.object({
  id: z.string(),
  title: titles,
  mode: z.enum(['erase', 'read-only']),
  state: z
    .enum(['ready', 'misfit', 'silent'])
    .describe('`misfit`: it cannot be read, as `problems` say; `silent`: no answer within two seconds.'),
  problems: sentences.describe('Each keeps the source from being read.'),
  erasing: sentences.describe('Each keeps the source from being erased in.'),
  warnings: sentences.describe('Reading works, but may be slow.'),
  unmapped: sentences.describe('Columns that look personal and are in no map, as `table.column`.'),
  collections: z.array(
    z.object({
      id: z.string(),
      title: titles,
      category: z.enum(CATEGORIES),
      table: z.string(),
      estimatedRows: z.number().nullable().describe('From the database’s statistics; nothing is counted.'),
    }),
  ),
});

/** Places that hold personal data, as they are now. */
@Controller('api/v1/admin/sources')
@Allow('admin')
export class AdminSourcesController {
  constructor(private readonly states: SourceStates) {}

  @Get()
  @Operation({
    summary:
      'Every source with its state and estimates of its rows; none is waited for longer than two seconds',
    answers: { 200: ['All sources', listOf(SourceView)] },
  })
  async list() {
    const states = await this.states.all();
    return { items: states.map(presentSource), next: null };
  }
}

function presentSource({ id, title, mode, check, collections }: SourceState): z.input<typeof SourceView> {
  const { problems = [], erasing = [], warnings = [], unmapped = [] } = check ?? {};
  return {
    id,
    title,
    mode,
    state: check === undefined ? 'silent' : problems.length > 0 ? 'misfit' : 'ready',
    problems: problems.map(inEnglish),
    erasing: erasing.map(inEnglish),
    warnings: warnings.map(inEnglish),
    unmapped: unmapped.map(({ table, column }) => `${table}.${column}`),
    collections: collections.map(({ estimate, ...collection }) => ({
      ...collection,
      estimatedRows: estimate ?? null,
    })),
  };
}

function inEnglish(found: Finding): string {
  return findingText('en', found);
}
