import { colon } from '../../i18n/colon.js';
import { type Locale } from '../../i18n/locale.js';
import { isolated, leftToRight, withoutOverrides } from '../isolates.js';
import { type MailBlock, type MailContent } from '../mail-content.js';
import { mailWords } from '../words/words.js';

/** Who writes to whom, as the closing lines name them. */
export interface MailFrame {
  readonly locale: Locale;
  readonly site: string;
  readonly to: string;
}

/** The plain-text version of a mail. */
export function mailText(content: MailContent, frame: MailFrame): string {
  const parts = [
    ...content.blocks.map((block) => blockText(block, frame)),
    ['-- ', ...closingLines(frame)].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Why the person got this mail, and what nobody will ask for. */
export function closingLines({ locale, site, to }: MailFrame): readonly string[] {
  const say = mailWords(locale);
  return [
    say('why', { address: leftToRight(to), site: isolated(site) }),
    say('password', { site: isolated(site) }),
  ];
}

function blockText(block: MailBlock, { locale }: MailFrame): string {
  switch (block.kind) {
    case 'paragraph':
      return withoutOverrides(block.text);
    case 'action':
      return `${withoutOverrides(block.label)}\n${linkText(block.url)}`;
    case 'facts':
      return block.rows
        .map(({ label, value, ltr }) => `${label}${colon(locale)} ${isolate(value, ltr)}`)
        .join('\n');
  }
}

function isolate(value: string, ltr: boolean | undefined): string {
  const oneLine = value.replace(/\s+/gu, ' ');
  return ltr === true ? leftToRight(oneLine) : isolated(oneLine);
}

/** The space keeps programs that make links of addresses from taking the closing isolate for a part of it. */
function linkText(url: string): string {
  return leftToRight(`${url} `);
}
