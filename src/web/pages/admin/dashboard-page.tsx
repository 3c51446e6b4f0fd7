import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Table } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { ChartImage } from '../charts/chart-image.js';
import { type DashboardFigure, type DashboardView, type MonthRow } from './dashboard-view.js';
import { caseColumns } from './queue-page.js';

/** The office at a glance. */
export function DashboardPage({ frame, figures, states, rows, months, charts }: DashboardView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('dashboard.title')} wide>
      <h1>{say('dashboard.title')}</h1>
      <Figures frame={frame} figures={figures} />
      <section>
        <h2>{say('dashboard.next')}</h2>
        <Table frame={frame} caption={say('queue.caption')} columns={caseColumns(frame)} rows={rows} />
        <p>
          <a href={linkTo(frame, '/admin/requests')}>{say('dashboard.all')}</a>
        </p>
      </section>
      <Months frame={frame} months={months} chart={charts.months} />
      <Times frame={frame} months={months} chart={charts.time} />
      <section>
        <h2>{say('dashboard.states')}</h2>
        <Table
          frame={frame}
          caption={say('dashboard.states')}
          under
          rows={states}
          columns={[
            {
              title: say('dashboard.state'),
              header: true,
              cell: ({ text, path }) => <a href={linkTo(frame, path)}>{text}</a>,
            },
            {
              title: say('dashboard.cases'),
              number: true,
              cell: ({ count }) => say('dashboard.count', { count }),
            },
          ]}
        />
      </section>
    </Layout>
  );
}

function Figures({ frame, figures }: { frame: PageFrame; figures: readonly DashboardFigure[] }) {
  return (
    <ul class="cards list-unstyled figures">
      {figures.map(({ text, count, path }) => (
        <li key={path} class="card">
          <a href={linkTo(frame, path)}>
            <span class="figure">{wordsOf(frame)('dashboard.count', { count })}</span>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Months, and where the image of their chart is. */
interface MonthsOf {
  readonly frame: PageFrame;
  readonly months: readonly MonthRow[];
  readonly chart: string;
}

function Months({ frame, months, chart }: MonthsOf) {
  const say = wordsOf(frame);
  const number = (text: string, of: (month: MonthRow) => number) => ({
    title: text,
    number: true,
    cell: (month: MonthRow) => say('dashboard.count', { count: of(month) }),
  });
  return (
    <section>
      <h2>{say('dashboard.months')}</h2>
      <p>{say('dashboard.months.intro')}</p>
      <ChartImage frame={frame} path={chart} alt={say('dashboard.months.intro')} />
      <Table
        frame={frame}
        caption={say('dashboard.months')}
        under
        rows={months}
        columns={[
          { title: say('dashboard.month'), header: true, cell: ({ name }) => name },
          number(say('dashboard.received'), ({ received }) => received),
          number(say('dashboard.answered'), ({ answered }) => answered),
          number(say('dashboard.late'), ({ late }) => late),
        ]}
      />
    </section>
  );
}

function Times({ frame, months, chart }: MonthsOf) {
  const say = wordsOf(frame);
  const answered = months.filter(({ half, most }) => half !== null && most !== null);
  const days = (count: number | null) => (count === null ? '' : say('dashboard.count', { count }));
  return (
    <section>
      <h2>{say('dashboard.time')}</h2>
      <p>{say('dashboard.time.intro')}</p>
      <ChartImage frame={frame} path={chart} alt={say('dashboard.time.intro')} />
      <Table
        frame={frame}
        caption={say('dashboard.time')}
        under
        rows={answered}
        columns={[
          { title: say('dashboard.month'), header: true, cell: ({ name }) => name },
          { title: say('dashboard.half'), number: true, cell: ({ half }) => days(half) },
          { title: say('dashboard.most'), number: true, cell: ({ most }) => days(most) },
        ]}
      />
      {answered.length < months.length && <p class="quiet-text">{say('dashboard.none')}</p>}
    </section>
  );
}
