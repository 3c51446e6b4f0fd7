import { z } from 'zod';
import { emailAddress } from '../../platform/http/text-schemas.js';
import { CATEGORIES } from '../../policy/purposes.js';
import { MANUAL_KINDS } from '../../sources/manual/manual-system.js';
import { GUIDE_STEPS } from '../../sources/source-guide.js';

const titles = z.object({ ar: z.string(), fr: z.string(), en: z.string() });
const sentences = z.array(z.string());
const collection = z.object({ id: z.string(), title: titles, category: z.enum(CATEGORIES) });

export const SourceView = z.object({
  id: z.string(),
  title: titles,
  mode: z.enum(['erase', 'read-only']),
  state: z
    .enum(['ready', 'misfit', 'silent'])
    .describe('`misfit`: it cannot be read, as `problems` say; `silent`: no answer within two seconds.'),
  checkedAt: z.iso.datetime().nullable().describe('When it last answered a check; null where it never did.'),
  pinnedAt: z.iso
    .datetime()
    .nullable()
    .describe('When its database was accepted as the one to erase in; null before that.'),
  problems: sentences.describe('Each keeps the source from being read.'),
  erasing: sentences.describe('Each keeps the source from being erased in.'),
  absent: sentences.describe('Optional parts of its data map that are left out, since they are not there.'),
  warnings: sentences.describe('Reading works, but may be slow.'),
  unmapped: sentences.describe('Columns that look personal and are in no map, as `table.column`.'),
  collections: z.array(
    collection.extend({
      table: z.string(),
      estimatedRows: z.number().nullable().describe('From the database’s statistics; nothing is counted.'),
    }),
  ),
});

export const ManualSystemView = z.object({
  id: z.string(),
  title: titles,
  task: titles.nullable().describe('What to search, and how.'),
  concerns: z.array(z.enum(MANUAL_KINDS)).describe('For which requests it is searched.'),
  rotates: z
    .string()
    .nullable()
    .describe('ISO 8601 duration after which what is in it goes by itself, so that nobody searches it.'),
});

export const SourcesView = z.object({
  items: z.array(SourceView),
  next: z.null(),
  manual: z.array(ManualSystemView).describe('Systems that are no databases and are searched by hand.'),
});

export const SourceParams = z.object({ id: z.string().max(64) });

export const SourceGuideView = SourceView.extend({
  steps: z
    .array(
      z.object({
        step: z.enum(GUIDE_STEPS),
        done: z.boolean(),
        at: z.iso.datetime().nullable().describe('When it was last done, where that is known.'),
      }),
    )
    .describe('From being listed to being erased in; the portal itself has only some of them.'),
});

export const SourceTrialBody = z.strictObject({ email: emailAddress });

export const SourceTrialView = z.object({
  available: z.boolean().describe('False where the source could not be asked just now.'),
  collections: z.array(collection.extend({ count: z.number() })),
});
