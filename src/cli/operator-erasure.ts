import { type NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { type ErasurePlan, type PlannedHold, type PlannedRetention } from '../erasures/erasure-plan.js';
import { ErasurePlanning } from '../erasures/erasure-planning.js';
import { ErasureRows } from '../erasures/erasure-rows.js';
import { type Receipt } from '../erasures/receipt.js';
import { Receipts } from '../erasures/receipts.js';
import { PersonLookup } from '../requests/person-lookup.js';
import { operatorRequest } from './operator-request.js';

const NOTHING = 'Nothing is held under this address.';

/** Shows what an erasure would do, and changes nothing. */
export async function planErasure(app: NestExpressApplication, email: string): Promise<void> {
  const found = await app.get(PersonLookup).find(email);
  const planning = app.get(ErasurePlanning);
  const subject = await planning.apart({ ...found, known: {} });
  const plan = await planning.plan(subject, { comments: 'delete' });
  const lines = planLines(plan);
  if (lines.length === 0) console.log(NOTHING);
  else console.table(lines);
  tellNotTheirs(plan.notTheirs);
}

/** Erases a person, and says what went and what is kept. */
export async function erase(app: NestExpressApplication, email: string): Promise<void> {
  const { manager } = app.get(DataSource);
  const rows = app.get(ErasureRows);
  const { id, reference, state } = await operatorRequest(app, 'erasure', email, async (requestId) => {
    const erasure = await rows.find(manager, requestId);
    return erasure && { done: erasure.rowsDone, total: erasure.rowsTotal };
  });
  const receipt = await app.get(Receipts).find(manager, id, 'office');
  if (receipt === undefined) {
    console.log('Another erasure of the same person was done at the same time and ended this one.');
    return;
  }
  tell(receipt);
  console.log(`Request ${reference} is ${state}.`);
  if (state === 'deferred')
    console.log('What is kept for now is erased by itself once its hold is released or its retention ends.');
}

/** What the person said is somebody else's, which stays as it is. */
function tellNotTheirs(rows: ErasurePlan['notTheirs'] = []): void {
  if (rows.length === 0) return;
  console.log('Not theirs, by their own word:');
  console.table(rows);
}

function tell({ erased, retained, notTheirs }: Receipt): void {
  tellNotTheirs(notTheirs?.map(({ source, collection, count }) => ({ source, collection, rows: count })));
  if (erased.length + retained.length === 0) {
    console.log(NOTHING);
    return;
  }
  if (erased.length > 0) {
    console.log('Erased:');
    console.table(
      erased.map(({ source, collection, action, count }) => ({ source, collection, action, rows: count })),
    );
  }
  if (retained.length > 0) {
    console.log('Kept:');
    console.table(
      retained.map(({ source, collection, categories, count, purpose, citation, reviewOn, until }) => ({
        source,
        collection,
        kept: categories?.join(', ') ?? 'whole rows',
        rows: count,
        purpose,
        citation,
        until: reviewOn === undefined ? until : `review on ${reviewOn}`,
      })),
    );
  }
}

function planLines({ collections }: ErasurePlan) {
  return collections
    .filter(({ count }) => count > 0)
    .map(({ source, collection, category, action, count, holds, retentions = [] }) => ({
      source,
      collection,
      category,
      action,
      rows: count,
      'kept because': [...holds.map(holdLine), ...retentions.map(retentionLine)].join('; '),
    }));
}

function holdLine({ purpose, citation, reviewOn, category, rows }: PlannedHold): string {
  const what = category === undefined ? `${rows} rows` : `${category} of ${rows} rows`;
  return `hold (${what}), ${purpose}: ${citation}, review on ${reviewOn}`;
}

function retentionLine({ purpose, citation, until, reviewOn, rows }: PlannedRetention): string {
  const review = reviewOn === undefined ? '' : `, review on ${reviewOn}`;
  const end = until === undefined ? review : `, until ${until}`;
  return `retention (${rows} rows), ${purpose}: ${citation}${end}`;
}
