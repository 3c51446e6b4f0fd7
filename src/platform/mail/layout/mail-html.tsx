import { render } from 'preact-render-to-string';
import { DIRECTION, LANGUAGE_TAG } from '../../i18n/locale.js';
import { withoutOverrides } from '../isolates.js';
import { type MailBlock, type MailContent } from '../mail-content.js';
import { mailWords } from '../words/words.js';
import { closingLines, type MailFrame } from './mail-text.js';

const INK = '#1d2433';
const QUIET = '#5b6475';
const LINE = '#d9dde5';
const ACCENT = '#17557a';
const FONT = "'Noto Naskh Arabic', 'Geeza Pro', 'Segoe UI', Tahoma, Arial, sans-serif";

/** The HTML version: inline styles alone, since mail programs drop the rest; nothing is loaded from anywhere. */
export function mailHtml(content: MailContent, frame: MailFrame): string {
  return `<!doctype html>${render(<MailPage content={content} frame={frame} />)}`;
}

function MailPage({ content, frame }: { content: MailContent; frame: MailFrame }) {
  const lang = LANGUAGE_TAG[frame.locale];
  const dir = DIRECTION[frame.locale];
  return (
    <html lang={lang} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{content.subject}</title>
      </head>
      <body style={{ margin: 0, padding: 0, background: '#f2f4f7' }}>
        {/* Many programs drop html and body, so language and direction stand here too. */}
        <div lang={lang} dir={dir} style={{ padding: '24px 12px', background: '#f2f4f7', fontFamily: FONT }}>
          <div style={CARD}>
            <p style={{ margin: '0 0 20px', fontWeight: 'bold', fontSize: '15px', color: ACCENT }}>
              <bdi>{frame.site}</bdi>
            </p>
            <h1 style={{ margin: '0 0 16px', fontSize: '20px', lineHeight: 1.5 }}>
              {withoutOverrides(content.subject)}
            </h1>
            {content.blocks.map((block) => (
              <Block block={block} frame={frame} />
            ))}
            <div style={CLOSING}>
              {closingLines(frame).map((line) => (
                <p style={{ margin: '0 0 6px' }}>{line}</p>
              ))}
            </div>
          </div>
        </div>
      </body>
    </html>
  );
}

function Block({ block, frame }: { block: MailBlock; frame: MailFrame }) {
  switch (block.kind) {
    case 'paragraph':
      return <Paragraph text={block.text} />;
    case 'action':
      return <Action label={block.label} url={block.url} copy={mailWords(frame.locale)('copy')} />;
    case 'facts':
      return (
        <div style={FACTS}>
          {block.rows.map(({ label, value, ltr }) => (
            <p style={{ margin: '8px 0' }}>
              <span style={{ color: QUIET }}>{label}</span>
              <br />
              <bdi dir={ltr === true ? 'ltr' : 'auto'} style={{ fontWeight: 'bold', ...BREAK }}>
                {withoutOverrides(value)}
              </bdi>
            </p>
          ))}
        </div>
      );
  }
}

function Paragraph({ text }: { text: string }) {
  const lines = withoutOverrides(text).split('\n');
  return (
    <p style={{ margin: '0 0 18px' }}>
      {lines.flatMap((line, index) => (index === 0 ? [line] : [<br />, line]))}
    </p>
  );
}

function Action({ label, url, copy }: { label: string; url: string; copy: string }) {
  return (
    <div style={{ margin: '0 0 18px' }}>
      <p style={{ margin: '0 0 10px' }}>
        <a href={url} style={BUTTON}>
          {withoutOverrides(label)}
        </a>
      </p>
      <p style={{ margin: 0, fontSize: '13px', color: QUIET }}>
        {copy}
        <br />
        <a href={url} dir="ltr" style={{ color: ACCENT, unicodeBidi: 'isolate', ...BREAK }}>
          {url}
        </a>
      </p>
    </div>
  );
}

const RULE = `1px solid ${LINE}`;
const BREAK = { wordBreak: 'break-word', overflowWrap: 'anywhere' } as const;
const CARD = {
  maxWidth: '560px',
  margin: '0 auto',
  padding: '28px 24px',
  background: '#ffffff',
  border: RULE,
  borderRadius: '8px',
  fontSize: '16px',
  lineHeight: 1.8,
  color: INK,
};
const BUTTON = {
  display: 'inline-block',
  padding: '10px 22px',
  background: ACCENT,
  color: '#ffffff',
  fontWeight: 'bold',
  textDecoration: 'none',
  borderRadius: '6px',
};
const FACTS = { margin: '0 0 18px', padding: '6px 16px', background: '#f2f4f7', borderRadius: '6px' };
const CLOSING = { margin: '28px 0 0', padding: '16px 0 0', borderTop: RULE, fontSize: '13px', color: QUIET };
