import { type ComponentChildren } from 'preact';
import { linkTo, type PageFrame } from './frame.js';
import { wordsOf } from './phrase.js';

/** What a colour says beside its word: never the colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'open';

export function Tag({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`tag ${tone}`}>{children}</span>;
}

/** A sentence that must not be overlooked. `said`: it answers what somebody just did, and is read out. */
export function Notice({
  tone,
  said = false,
  children,
}: {
  tone: Tone;
  said?: boolean;
  children: ComponentChildren;
}) {
  return (
    <p class={`notice ${tone}`} role={said ? 'status' : undefined}>
      {children}
    </p>
  );
}

/** Pairs of a name and what it is. Pairs without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end, below each other. */
  readonly number?: boolean;
  /** The cells name their rows. */
  readonly header?: boolean;
  /** The cells are buttons that say the same as the title, which is left to those who cannot see them. */
  readonly act?: boolean;
}

/** A table with its title. Narrow screens show each row as a card, with the titles of the columns beside its values. */
export function Table<Row>({
  frame,
  caption,
  under = false,
  columns,
  rows,
}: {
  frame: PageFrame;
  caption: string;
  /** A heading above says what the caption says: it is left to those who cannot see that. */
  under?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}) {
  if (rows.length === 0) return <p class="quiet-text">{wordsOf(frame)('table.none')}</p>;
  return (
    <section class="table-responsive" aria-label={caption} tabindex={0}>
      <table class="table align-top">
        <caption class={under ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, number, act }, index) => (
              <th key={index} scope="col" class={number ? 'number' : undefined}>
                {act ? <span class="visually-hidden">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map((column, index) => (
                <Cell key={index} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell<Row>({ column: { title, cell, number, header, act }, row }: { column: Column<Row>; row: Row }) {
  const value = <div>{cell(row)}</div>;
  return header ? (
    <th scope="row" data-label={title}>
      {value}
    </th>
  ) : (
    <td class={number ? 'number' : act ? 'act' : undefined} data-label={title}>
      {value}
    </td>
  );
}

/**
 * The way through a list that pages by key.
 * @param query the list's filters as they stand in the address, without `cursor`
 * @param next cursor of the next page, if there is one
 */
export function Pager({
  frame,
  query,
  first,
  next,
  nextText,
}: {
  frame: PageFrame;
  query: URLSearchParams;
  first: boolean;
  next?: string;
  /** What leads on says this instead of the usual words. */
  nextText?: string;
}) {
  const say = wordsOf(frame);
  const path = (cursor?: string): string => {
    const values = new URLSearchParams(query);
    values.delete('cursor');
    values.delete('lang');
    if (cursor !== undefined) values.set('cursor', cursor);
    return linkTo(frame, values.size === 0 ? frame.path : `${frame.path}?${values.toString()}`);
  };
  if (first && next === undefined) return null;
  return (
    <nav class="actions" aria-label={say('table.pages')}>
      {!first && <a href={path()}>{say('table.first')}</a>}
      {next !== undefined && (
        <a class="btn btn-outline-primary btn-sm" rel="next" href={path(next)}>
          {nextText ?? say('table.next')}
        </a>
      )}
    </nav>
  );
}

/** What happened, oldest first. */
export function Timeline({
  entries,
}: {
  entries: readonly { readonly at: string; readonly writtenAt: string; readonly text: ComponentChildren }[];
}) {
  return (
    <ol class="timeline">
      {entries.map(({ at, writtenAt, text }, index) => (
        <li key={index}>
          <time datetime={at}>{writtenAt}</time>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
