import { TextArea } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Facts, Notice, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type EventView, type ValueLine } from './event-view.js';
import { Details, Person, Reference } from './search-page.js';

/** One event of the log, with what proves it. */
export function EventPage(view: EventView) {
  const { frame, event, errors, unmasked } = view;
  const say = wordsOf(frame);
  const title = say('event.title', { seq: String(event.seq) });
  return (
    <Layout frame={frame} title={markedTitle(frame, title, errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      {unmasked && (
        <Notice tone="warn" said>
          {say('event.unmasked')}
        </Notice>
      )}
      <p>
        <a href={linkTo(frame, '/audit')}>{say('event.back')}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        {event.action} <Tag tone={event.tone}>{event.outcome}</Tag>
      </p>
      <EventFacts {...view} />
      <Values {...view} />
      <Proof {...view} />
      <Neighbours {...view} />
    </Layout>
  );
}

function EventFacts({ frame, event, actorName }: EventView) {
  const say = wordsOf(frame);
  return (
    <Facts
      facts={[
        [say('audit.time'), <time datetime={event.at}>{event.writtenAt}</time>],
        [say('event.utc'), <Ltr>{event.at}</Ltr>],
        [
          say('event.code'),
          <span class="mono">
            <Ltr>{event.code}</Ltr>
          </span>,
        ],
        [say('audit.actor'), <Person frame={frame} person={event.actor} whole />],
        [say('event.actorName'), actorName && <bdi>{actorName}</bdi>],
        [say('audit.subject'), event.subject && <Person frame={frame} person={event.subject} whole />],
        [say('audit.reference'), event.reference && <Reference frame={frame} reference={event.reference} />],
        [say('audit.detail'), event.detail.length > 0 ? <Details detail={event.detail} /> : undefined],
      ]}
    />
  );
}

function Values(view: EventView) {
  const { frame, values, hidden } = view;
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('event.values')}</h2>
      {values.length === 0 ? (
        <p>{say('event.values.none')}</p>
      ) : (
        <>
          <p>{say('event.values.intro')}</p>
          <Table
            frame={frame}
            caption={say('event.values')}
            under
            columns={valueColumns(view)}
            rows={values}
          />
        </>
      )}
      {hidden && <Unmask {...view} />}
    </section>
  );
}

function valueColumns({ frame }: EventView): Column<ValueLine>[] {
  const say = wordsOf(frame);
  return [
    { title: say('event.field'), header: true, cell: ({ name }) => name },
    {
      title: say('event.value'),
      cell: ({ state, value }) =>
        state === 'shown' ? (
          <bdi>{value}</bdi>
        ) : (
          <Tag tone={state === 'hidden' ? 'open' : 'warn'}>{say(`event.value.${state}`)}</Tag>
        ),
    },
    {
      title: say('event.digest'),
      cell: ({ digest }) => (
        <span class="mono">
          <Ltr>{digest}</Ltr>
        </span>
      ),
    },
  ];
}

function Unmask({ frame, event, byStaff, reason, errors }: EventView) {
  const say = wordsOf(frame);
  return (
    <div class="card">
      <h3>{say('event.unmask')}</h3>
      {byStaff && <p>{say('event.unmask.staff')}</p>}
      <p>{say('event.unmask.text')}</p>
      <Form frame={frame} path={event.path}>
        <TextArea
          name="reason"
          label={say('event.unmask.reason')}
          value={reason}
          most={500}
          rows={3}
          errors={errors}
        />
        <Submit>{say('event.unmask.button')}</Submit>
      </Form>
    </div>
  );
}

function Proof({ frame, leaf, leafHash }: EventView) {
  const say = wordsOf(frame);
  return (
    <section aria-labelledby="proof">
      <h2 id="proof">{say('event.proof')}</h2>
      <Facts
        facts={[
          [
            say('event.leafHash'),
            <span class="mono">
              <Ltr>{leafHash}</Ltr>
            </span>,
          ],
          [
            say('event.leaf'),
            <span class="mono">
              <Ltr>{leaf}</Ltr>
            </span>,
          ],
        ]}
      />
    </section>
  );
}

function Neighbours({ frame, older, newer }: EventView) {
  const say = wordsOf(frame);
  return (
    <nav class="actions" aria-label={say('event.neighbours')}>
      {older !== undefined && (
        <a rel="prev" href={linkTo(frame, older)}>
          {say('event.older')}
        </a>
      )}
      {newer !== undefined && (
        <a rel="next" href={linkTo(frame, newer)}>
          {say('event.newer')}
        </a>
      )}
    </nav>
  );
}
