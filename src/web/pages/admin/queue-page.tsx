import { ButtonForm, ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Pager, Table, Tag } from '../../layout/parts.js';
import { ScreenForm } from '../../layout/screen-form.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { QueueFilters } from './queue-filters.js';
import { namesPerson } from './queue-query.js';
import { type QueueRow, type QueueView } from './queue-view.js';

/** The office's queue: what is to be done, least time left first. */
export function QueuePage(view: QueueView) {
  const { frame, errors } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('queue.title'), errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      <div class="actions mt-0">
        <h1 class="me-auto mb-0">{say('queue.title')}</h1>
        <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, '/admin/requests/new')}>
          {say('queue.record')}
        </a>
      </div>
      <Views view={view} />
      <QueueFilters view={view} />
      <Cases view={view} />
      {namesPerson(view.values) ? (
        <PersonPager view={view} />
      ) : (
        <Pager frame={frame} query={view.query} first={view.first} next={view.next} />
      )}
      <ScreenForm frame={frame} rows={view.perPage} />
    </Layout>
  );
}

/** The cases, with what can be done to several at once; nothing to send where there is none. */
function Cases({ view }: { view: QueueView }) {
  const { frame } = view;
  const say = wordsOf(frame);
  const columns = [pickColumn(frame), ...caseColumns(frame)];
  const table = <Table frame={frame} caption={say('queue.caption')} columns={columns} rows={view.rows} />;
  if (view.rows.length === 0) return table;
  return (
    <Form frame={frame} path="/admin/requests/bulk">
      <input type="hidden" name="filters" value={view.query.toString()} />
      {table}
      <div class="actions" role="group" aria-label={say('queue.bulk')}>
        <span class="quiet-text">{say('queue.bulk')}</span>
        <Submit look="quiet" name="action" value="take">
          {say('queue.take')}
        </Submit>
        <Submit look="quiet" name="action" value="acknowledge">
          {say('queue.acknowledge')}
        </Submit>
      </div>
    </Form>
  );
}

/** The way on through the cases of one person, whom no address names. */
function PersonPager({ view: { frame, values, next } }: { view: QueueView }) {
  if (next === undefined) return null;
  return (
    <ButtonForm frame={frame} path="/admin/requests" values={{ ...values, cursor: next }}>
      {wordsOf(frame)('table.next')}
    </ButtonForm>
  );
}

function Views({ view }: { view: QueueView }) {
  return (
    <nav aria-label={wordsOf(view.frame)('queue.views')}>
      <ul class="views">
        {view.views.map(({ text, path, current }) => (
          <li key={path + text}>
            <a href={linkTo(view.frame, path)} aria-current={current ? 'true' : undefined}>
              <bdi>{text}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function pickColumn(frame: PageFrame): Column<QueueRow> {
  const say = wordsOf(frame);
  return {
    title: say('queue.column.pick'),
    cell: ({ reference }) => (
      <input
        class="form-check-input pick"
        type="checkbox"
        name="reference"
        value={reference}
        aria-label={say('queue.pick', { reference })}
      />
    ),
  };
}

/** What a list of cases shows of each. */
export function caseColumns(frame: PageFrame): Column<QueueRow>[] {
  const say = wordsOf(frame);
  return [
    {
      title: say('queue.column.reference'),
      header: true,
      cell: ({ reference, path }) => (
        <a class="text-nowrap" href={linkTo(frame, path)}>
          <Ltr>{reference}</Ltr>
        </a>
      ),
    },
    { title: say('queue.column.kind'), cell: ({ kind }) => kind },
    {
      title: say('queue.column.state'),
      cell: ({ state, marks }) => (
        <span class="tags">
          <Tag tone={state.tone}>{state.text}</Tag>
          {marks.map((mark) => (
            <Tag key={mark.text} tone={mark.tone}>
              {mark.text}
            </Tag>
          ))}
        </span>
      ),
    },
    {
      title: say('queue.column.due'),
      cell: ({ due, left }) => (
        <>
          <span class="text-nowrap">{due}</span>
          <br />
          {left?.tone === undefined ? (
            <span class="quiet-text">{left?.text}</span>
          ) : (
            <Tag tone={left.tone}>{left.text}</Tag>
          )}
        </>
      ),
    },
    {
      title: say('queue.column.assignee'),
      cell: ({ assignee }) =>
        assignee === undefined ? (
          <span class="quiet-text">{say('queue.assignee.none')}</span>
        ) : (
          <bdi>{assignee}</bdi>
        ),
    },
  ];
}
