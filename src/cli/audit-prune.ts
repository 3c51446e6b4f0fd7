import { type Command } from 'commander';
import { z } from 'zod';
import { LogPruning } from '../audit/tree/log-pruning.js';
import { withInstance } from './instance.js';

const day = z.iso.date({ error: '--before takes a day such as 2026-03-05.' });

/** `athar audit prune` */
export function auditPrune(audit: Command): void {
  audit
    .command('prune')
    .description('drop the oldest events of the log for good; what later ones prove stays provable')
    .requiredOption('--before <day>', 'events that happened before this day, in UTC')
    .action(({ before }: { before: string }) => {
      const instant = new Date(`${day.parse(before)}T00:00:00Z`);
      return withInstance(async (app, _config, { ownerUrl }) => {
        const pruned = await app.get(LogPruning).dropBefore(instant, ownerUrl);
        console.log(
          pruned === undefined
            ? 'Nothing is dropped: events go by whole partitions, and none holds older ones only.'
            : `Events ${pruned.from} to ${pruned.to} are dropped.`,
        );
      });
    });
}
