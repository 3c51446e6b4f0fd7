import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Table } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { ChartImage } from '../charts/chart-image.js';
import { type Figure, type YearLine } from './figures-view.js';

/** What auditors judge the office by: each chart with the table of its numbers. */
export function FiguresPage({
  frame,
  figures,
  years,
}: {
  frame: PageFrame;
  figures: readonly Figure[];
  years: readonly YearLine[];
}) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('figures.title')} wide>
      <h1>{say('figures.title')}</h1>
      <p class="lead">{say('figures.intro')}</p>
      {figures.map((figure) => (
        <FigureSection key={figure.chart} frame={frame} figure={figure} />
      ))}
      <h2>{say('figures.gone')}</h2>
      <p>{say('figures.gone.lead')}</p>
      <Table frame={frame} caption={say('figures.gone')} under columns={yearColumns(frame)} rows={years} />
    </Layout>
  );
}

function FigureSection({ frame, figure }: { frame: PageFrame; figure: Figure }) {
  const { title, path, months } = figure;
  return (
    <section>
      <h2>{title}</h2>
      <ChartImage frame={frame} path={path} alt={wordsOf(frame)('figures.alt', { title })} />
      <Table
        frame={frame}
        caption={title}
        columns={columnsOf(frame, figure)}
        rows={months.map((_month, row) => row)}
      />
    </section>
  );
}

function columnsOf(frame: PageFrame, { months, series, beside }: Figure): Column<number>[] {
  const say = wordsOf(frame);
  const written = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : say('figures.number', { count: value });
  return [
    { title: say('figures.month'), header: true, cell: (row) => months[row] },
    ...series.map(({ name, values }): Column<number> => ({
      title: name,
      number: true,
      cell: (row) => written(values[row]),
    })),
    ...beside.map(({ name, values }): Column<number> => ({
      title: name,
      number: true,
      cell: (row) => values[row],
    })),
  ];
}

function yearColumns(frame: PageFrame): Column<YearLine>[] {
  const say = wordsOf(frame);
  return [
    { title: say('figures.year'), header: true, cell: ({ year }) => year },
    { title: say('figures.kind'), cell: ({ kind }) => kind },
    { title: say('figures.total'), number: true, cell: ({ requests }) => requests },
    { title: say('figures.kept'), number: true, cell: ({ kept }) => kept },
    { title: say('figures.missed'), number: true, cell: ({ missed }) => missed },
  ];
}
