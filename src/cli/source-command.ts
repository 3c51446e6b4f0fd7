import { type Command } from 'commander';
import { type Finding, findingText } from '../sources/finding.js';
import { Sources } from '../sources/sources.js';
import { withInstance } from './instance.js';
import { pinSource } from './source-pin.js';

/** `athar source ...` */
export function sourceCommand(program: Command): void {
  const source = program.command('source').description('places that hold personal data');
  source
    .command('pin <id>')
    .description('accept the database and site that a source is now as the one to erase in; says both')
    .action((id: string) => withInstance((app) => pinSource(app, id)));
  source
    .command('check [id]')
    .description('connect to each source, or the one named, and hold its data map against the live schema')
    .action((id: string | undefined) =>
      withInstance(async (app) => {
        const sources = app.get(Sources);
        const ids = id === undefined ? sources.all().map((source) => source.id) : [id];
        for (const each of ids) {
          const found = await sources.check(each);
          if (found === undefined) throw new Error(`There is no source "${each}".`);
          report(each, 'problem', found.problems.map(inEnglish));
          report(each, 'cannot be erased in', found.erasing.map(inEnglish));
          report(each, 'left out', found.absent.map(inEnglish));
          report(each, 'warning', found.warnings.map(inEnglish));
          report(
            each,
            'looks personal and is in no map',
            found.unmapped.map(({ table, column }) => `${table}.${column}`),
          );
          const erasing = sources.writer(each) === undefined ? 0 : found.erasing.length;
          if (found.problems.length + erasing + found.unmapped.length > 0) process.exitCode = 1;
          else console.log(`${each}: the data map fits.`);
        }
      }),
    );
}

function report(source: string, what: string, lines: readonly string[]): void {
  for (const line of lines) console.log(`${source}: ${what}: ${line}`);
}

function inEnglish(found: Finding): string {
  return findingText('en', found);
}
