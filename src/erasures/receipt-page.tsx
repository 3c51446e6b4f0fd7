import { type ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { writtenDay, writtenInstant } from '../platform/i18n/dates.js';
import { DIRECTION, LANGUAGE_TAG } from '../platform/i18n/locale.js';
import { leftToRight } from '../platform/mail/isolates.js';
import { type NotTheirsItem, type Receipt, type RetainedItem, type SearchedItem } from './receipt.js';
import { erasureWords } from './words/words.js';

const SEALED = "default-src 'none'; style-src 'unsafe-inline'";
const PRINTED = `${SEALED}; font-src 'self'`;

const STYLE = `
:root{color-scheme:light dark}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:48rem;line-height:1.7;
font-family:Receipt Latin,Receipt Arabic,Noto Sans Arabic,Noto Sans,Segoe UI,Tahoma,Geeza Pro,Arial,sans-serif}
h1{font-size:1.6rem;line-height:1.4}h2{font-size:1.2rem;margin-block:2rem .5rem}
table{width:100%;border-collapse:collapse}
th,td{padding:.4rem .5rem;border-bottom:1px solid #8886;text-align:start;vertical-align:top}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dd{margin:0}
code{overflow-wrap:anywhere}
.value{display:block}
@media (max-width:40rem){
table{table-layout:fixed}thead{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
td{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:1rem;border:0;padding-block:.2rem}
tbody tr{border-bottom:1px solid #8886}td::before{content:attr(data-label);content:attr(data-label)/'';opacity:.75}
}
`;

/**
 * The receipt as a page of its own that opens offline: nothing is loaded, nothing runs.
 * @param file name of the signed file beside it
 * @param fonts rules of the faces `Receipt Latin` and `Receipt Arabic`, for a printer that has their files
 */
export function receiptPage(receipt: Receipt, zone: string, file: string, fonts?: string): string {
  return `<!doctype html>${render(<Page receipt={receipt} zone={zone} file={file} fonts={fonts} />)}`;
}

interface PageProps {
  readonly receipt: Receipt;
  readonly zone: string;
  readonly file: string;
  readonly fonts?: string;
}

function Page({ receipt, zone, file, fonts }: PageProps) {
  const { locale } = receipt;
  const say = erasureWords(locale);
  return (
    <html lang={LANGUAGE_TAG[locale]} dir={DIRECTION[locale]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={fonts === undefined ? SEALED : PRINTED} />
        <title>{say('page.title')}</title>
        <style>{(fonts ?? '') + STYLE}</style>
      </head>
      <body>
        <p>
          <bdi>{receipt.site}</bdi>
        </p>
        <main>
          <ReceiptBody receipt={receipt} zone={zone} />
          <p>
            {say('page.signature', { file: leftToRight(file) })}
            <code class="value" dir="ltr">
              {receipt.signature}
            </code>
          </p>
          <p>
            {say('page.key')}:
            <code class="value" dir="ltr">
              {receipt.kid}
            </code>
          </p>
        </main>
      </body>
    </html>
  );
}

/** What a receipt says, in its own language, for any page that shows it. */
export function ReceiptBody({ receipt, zone }: Pick<PageProps, 'receipt' | 'zone'>) {
  const { locale } = receipt;
  const say = erasureWords(locale);
  return (
    <div lang={LANGUAGE_TAG[locale]} dir={DIRECTION[locale]}>
      <h1>{say('page.title')}</h1>
      <dl class="facts">
        <dt>{say('page.reference')}</dt>
        <dd>
          <code dir="ltr">{receipt.reference}</code>
        </dd>
        <dt>{say('page.received')}</dt>
        <dd>{writtenInstant(new Date(receipt.receivedAt), locale, zone)}</dd>
        <dt>{say('page.done')}</dt>
        <dd>{writtenInstant(new Date(receipt.madeAt), locale, zone)}</dd>
      </dl>
      <h2>{say('page.erased')}</h2>
      {receipt.erased.length === 0 && <p>{say('page.nothing')}</p>}
      {receipt.erased.length > 0 && (
        <Table
          name={say('page.erased')}
          heads={[say('page.collection'), say('page.action'), say('page.count')]}
          rows={receipt.erased.map(({ title, action, shortened, count }) => [
            title,
            shortened ? `${say(`action.${action}`)}. ${say('action.shortened')}` : say(`action.${action}`),
            count,
          ])}
        />
      )}
      {receipt.retained.length > 0 && <Retained receipt={receipt} />}
      {receipt.notTheirs !== undefined && <NotTheirs receipt={receipt} items={receipt.notTheirs} />}
      {receipt.searched !== undefined && <Searched receipt={receipt} items={receipt.searched} />}
      <p>{receipt.statement}</p>
    </div>
  );
}

function Retained({ receipt }: { readonly receipt: Receipt }) {
  const { locale } = receipt;
  const say = erasureWords(locale);
  const heads = [say('page.collection'), say('page.count'), say('page.reason'), say('page.review')];
  return (
    <>
      <h2>{say('page.retained')}</h2>
      <Table
        name={say('page.retained')}
        heads={heads}
        rows={receipt.retained.map((item) => [
          item.title,
          item.count,
          reason(item, say),
          reviewed(item, receipt),
        ])}
      />
    </>
  );
}

function NotTheirs({
  receipt,
  items,
}: {
  readonly receipt: Receipt;
  readonly items: readonly NotTheirsItem[];
}) {
  const say = erasureWords(receipt.locale);
  return (
    <>
      <h2>{say('page.notTheirs')}</h2>
      <Table
        name={say('page.notTheirs')}
        heads={[say('page.collection'), say('page.count')]}
        rows={items.map(({ title, count }) => [title, count])}
      />
    </>
  );
}

function Searched({
  receipt,
  items,
}: {
  readonly receipt: Receipt;
  readonly items: readonly SearchedItem[];
}) {
  const { locale } = receipt;
  const say = erasureWords(locale);
  const found = ({ outcome, until }: SearchedItem) =>
    say(`searched.${outcome}`, { day: until === undefined ? '' : writtenDay(until, locale) });
  return (
    <>
      <h2>{say('page.searched')}</h2>
      <Table
        name={say('page.searched')}
        heads={[say('page.system'), say('page.found')]}
        rows={items.map((item) => [item.title, found(item)])}
      />
    </>
  );
}

function reason(item: RetainedItem, say: ReturnType<typeof erasureWords>) {
  if (item.purpose === undefined) return say('page.noreason');
  return (
    <>
      {say(`purpose.${item.purpose}`)} · <bdi>{item.citation}</bdi>
    </>
  );
}

function reviewed({ reviewOn, until }: RetainedItem, { locale }: Receipt): string {
  if (reviewOn !== undefined) return writtenDay(reviewOn, locale);
  if (until === undefined) return '';
  return erasureWords(locale)('page.until', { day: writtenDay(until.slice(0, 10), locale) });
}

/** Looks like the tables of the portal where it stands among its pages: narrow screens show each row as a card. */
function Table({
  name,
  heads,
  rows,
}: {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}) {
  return (
    <section class="table-responsive" aria-label={name} tabindex={0}>
      <table class="table align-top">
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell, index) => (
                <td data-label={heads[index]}>
                  <div>{cell}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
