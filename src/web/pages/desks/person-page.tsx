import { ButtonForm } from '../../layout/form.js';
import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Facts, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type FactLine, type PersonView } from './person-view.js';

/** What the office knows of one person. */
export function PersonPage(view: PersonView) {
  const { frame, editPath } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('person.title')}>
      <p>
        <a href={linkTo(frame, '/admin/people')}>{say('person.back')}</a>
      </p>
      <h1>
        <bdi>{view.title}</bdi>
      </h1>
      <p class="quiet-text">{say('person.logged')}</p>
      <Facts
        facts={view.facts.map((fact) => [fact.name, <FactValue key={fact.name} {...fact} />] as const)}
      />
      {editPath !== undefined && (
        <ButtonForm frame={frame} path={editPath} values={{ step: 'form', reason: view.reason }}>
          {say('person.edit')}
        </ButtonForm>
      )}
      <Addresses {...view} />
      <section>
        <h2>{say('person.requests')}</h2>
        <Table
          frame={frame}
          caption={say('person.requests.caption')}
          columns={requestColumns(view)}
          rows={view.requests}
        />
      </section>
      <section>
        <h2>{say('person.holds')}</h2>
        <Table
          frame={frame}
          caption={say('person.holds.caption')}
          columns={holdColumns(view)}
          rows={view.holds}
        />
      </section>
      <section>
        <h2>{say('person.bans')}</h2>
        <Table
          frame={frame}
          caption={say('person.bans.caption')}
          columns={banColumns(view)}
          rows={view.bans}
        />
      </section>
    </Layout>
  );
}

function FactValue({ value, look }: FactLine) {
  if (look === 'ltr') return <Ltr>{value}</Ltr>;
  return look === 'text' ? <bdi>{value}</bdi> : <>{value}</>;
}

function Addresses({ frame, addresses }: PersonView) {
  const say = wordsOf(frame);
  return (
    <section class="mt-4">
      <h2>{say('person.addresses')}</h2>
      <ul class="rows">
        {addresses.map(({ value, text, counts }) => (
          <li key={value + text}>
            <Ltr>{value}</Ltr>
            <span class="quiet-text">{text}</span>
            <span>
              <Tag tone={counts ? 'good' : 'open'}>
                {counts ? say('person.address.counts') : say('person.address.over')}
              </Tag>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function requestColumns({ frame }: PersonView): Column<PersonView['requests'][number]>[] {
  const say = wordsOf(frame);
  return [
    {
      title: say('person.reference'),
      header: true,
      cell: ({ reference, path }) => (
        <a href={linkTo(frame, path)}>
          <Ltr>{reference}</Ltr>
        </a>
      ),
    },
    { title: say('person.kind'), cell: ({ kind }) => kind },
    { title: say('holds.state'), cell: ({ state }) => state },
    { title: say('person.received'), cell: ({ receivedOn }) => receivedOn },
  ];
}

function holdColumns({ frame }: PersonView): Column<PersonView['holds'][number]>[] {
  const say = wordsOf(frame);
  return [
    {
      title: say('holds.matter'),
      header: true,
      cell: ({ matter, path }) => (
        <a href={linkTo(frame, path)}>
          <bdi>{matter}</bdi>
        </a>
      ),
    },
    { title: say('holds.purpose'), cell: ({ purpose }) => purpose },
    { title: say('holds.visibility'), cell: ({ visibility }) => visibility },
    { title: say('holds.review'), cell: ({ reviewOn }) => reviewOn },
  ];
}

function banColumns({ frame }: PersonView): Column<PersonView['bans'][number]>[] {
  const say = wordsOf(frame);
  return [
    { title: say('bans.since'), header: true, cell: ({ since }) => since },
    { title: say('bans.until'), cell: ({ until }) => until },
    { title: say('hold.reason'), cell: ({ reason }) => <bdi>{reason}</bdi> },
  ];
}
