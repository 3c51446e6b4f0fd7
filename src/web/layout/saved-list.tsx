import { ButtonForm } from './form.js';
import { linkTo, type PageFrame } from './frame.js';
import { type Column, Table } from './parts.js';
import { wordsOf } from './phrase.js';

/** Filters that somebody keeps under a name, in the reader's words. */
export interface SavedLine {
  readonly name: string;
  /** Where it is opened. */
  readonly path: string;
  readonly deletePath: string;
  readonly filters: string;
  readonly at: string;
}

/** What somebody keeps under names, each with its link and a button that deletes it. */
export function SavedList<Line extends SavedLine>({
  frame,
  caption,
  name: title,
  none,
  rows,
  columns = [],
}: {
  frame: PageFrame;
  caption: string;
  /** What the names are called. */
  name: string;
  /** Said where nothing is kept. */
  none: string;
  rows: readonly Line[];
  /** What else is said of each. */
  columns?: readonly Column<Line>[];
}) {
  const say = wordsOf(frame);
  const all: Column<Line>[] = [
    {
      title,
      header: true,
      cell: ({ name, path }) => (
        <a href={linkTo(frame, path)}>
          <bdi>{name}</bdi>
        </a>
      ),
    },
    { title: say('saved.filters'), cell: ({ filters }) => filters },
    ...columns,
    { title: say('saved.at'), cell: ({ at }) => at },
    {
      title: say('saved.delete'),
      cell: ({ deletePath }) => (
        <ButtonForm frame={frame} path={deletePath}>
          {say('saved.delete')}
        </ButtonForm>
      ),
    },
  ];
  return rows.length === 0 ? (
    <p>{none}</p>
  ) : (
    <Table frame={frame} caption={caption} under columns={all} rows={rows} />
  );
}
