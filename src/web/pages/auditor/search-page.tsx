import { Select } from '../../layout/choices.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, FilterForm, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Pager, Table, Tag } from '../../layout/parts.js';
import { ScreenForm } from '../../layout/screen-form.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type EventLine, type PersonLine } from './event-line.js';
import { type FacetLine, type SearchView } from './search-view.js';

/** The log's search. */
export function SearchPage(view: SearchView) {
  const { frame, found, errors, query, first } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('audit.title'), errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('audit.title')}</h1>
      <p class="lead">{say('audit.intro')}</p>
      <Filters {...view} />
      {found !== undefined && (
        <>
          <Facets {...view} />
          <KeepSearch {...view} />
          {(found.rows.length > 0 || found.backTo === undefined) && (
            <Table
              frame={frame}
              caption={say('audit.results')}
              columns={eventColumns(frame)}
              rows={found.rows}
            />
          )}
          <BackTo {...view} />
          <Pager
            frame={frame}
            query={query}
            first={first}
            next={found.next}
            nextText={found.backTo && say('audit.continue')}
          />
          <ScreenForm frame={frame} rows={view.perPage} />
        </>
      )}
    </Layout>
  );
}

function Filters({ frame, form, errors, actions, outcomes }: SearchView) {
  const say = wordsOf(frame);
  const optional = { required: false, errors };
  return (
    <FilterForm frame={frame}>
      <div class="row row-cols-1 row-cols-md-3 align-items-end">
        <TextField {...optional} name="q" label={say('audit.q')} hint={say('audit.q.hint')} value={form.q} />
        <Select
          name="action"
          label={say('audit.action')}
          value={form.action}
          choices={actions}
          errors={errors}
        />
        <Select
          name="outcome"
          label={say('audit.outcome')}
          value={form.outcome}
          choices={outcomes}
          errors={errors}
        />
        <TextField
          {...optional}
          name="reference"
          label={say('audit.reference')}
          value={form.reference}
          dir="ltr"
        />
        <TextField
          {...optional}
          name="actor"
          label={say('audit.actor')}
          hint={say('audit.actor.hint', {
            system: say('audit.actor.system'),
            operator: say('audit.actor.operator'),
            anonymous: say('audit.actor.anonymous'),
          })}
          value={form.actor}
          dir="ltr"
        />
        <TextField
          {...optional}
          name="subject"
          label={say('audit.subject')}
          hint={say('audit.subject.hint')}
          value={form.subject}
          dir="ltr"
        />
        <TextField
          {...optional}
          name="ip"
          label={say('audit.ip')}
          hint={say('audit.ip.hint')}
          value={form.ip}
          dir="ltr"
        />
        <TextField {...optional} name="from" label={say('audit.from')} type="date" value={form.from} />
        <TextField {...optional} name="to" label={say('audit.to')} type="date" value={form.to} />
      </div>
      <p class="actions mt-0">
        <Submit>{say('audit.search')}</Submit>
        <a href={linkTo(frame, '/audit')}>{say('audit.clear')}</a>
      </p>
    </FilterForm>
  );
}

/** The same search as a file, or under a name. */
function KeepSearch({ frame, form, query, saveable }: SearchView) {
  const say = wordsOf(frame);
  const fields = [...query].map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  return (
    <details class="card mb-4">
      <summary>{say('audit.saveOrExport')}</summary>
      <Form frame={frame} path="/audit/exports">
        {fields}
        <p class="mt-3">{say('exports.intro')}</p>
        <p class="actions">
          <Submit look="quiet" name="format" value="ndjson">
            {say('exports.as.ndjson')}
          </Submit>
          <Submit look="quiet" name="format" value="csv">
            {say('exports.as.csv')}
          </Submit>
          <a href={linkTo(frame, '/audit/exports')}>{say('exports.title')}</a>
        </p>
      </Form>
      {saveable ? (
        <Form frame={frame} path="/audit/saved">
          {fields}
          <TextField name="name" label={say('saved.name')} hint={say('saved.name.hint')} errors={[]} />
          <Submit look="quiet">{say('saved.save')}</Submit>
        </Form>
      ) : (
        <p>{form.q === '' && form.ip === '' ? say('saved.nothing') : say('saved.noValues')}</p>
      )}
    </details>
  );
}

/** How far a search came that takes more time than a page has. */
function BackTo({ frame, found }: SearchView) {
  if (found?.backTo === undefined) return null;
  const say = wordsOf(frame);
  const { at, written } = found.backTo;
  return (
    <p class="alert alert-info" role="status">
      {say(found.rows.length > 0 ? 'audit.backTo' : 'audit.backTo.nothing')}{' '}
      <time datetime={at}>
        <bdi>{written}</bdi>
      </time>
    </p>
  );
}

function Facets({ frame, found }: SearchView) {
  if (found === undefined || found.rows.length === 0) return null;
  const say = wordsOf(frame);
  return (
    <section class="card mb-4" aria-labelledby="facets">
      <h2 id="facets">{say('audit.facets')}</h2>
      <FacetList frame={frame} name={say('audit.outcome')} lines={found.outcomes} />
      <FacetList frame={frame} name={say('audit.action')} lines={found.actions} />
      <p class="quiet-text">{found.counted}</p>
    </section>
  );
}

function FacetList({ frame, name, lines }: { frame: PageFrame; name: string; lines: readonly FacetLine[] }) {
  return (
    <nav aria-label={name}>
      <ul class="facets list-unstyled d-flex flex-wrap gap-2 column-gap-4 mb-2">
        {lines.map(({ text, path, chosen }) => (
          <li key={path}>
            <a href={linkTo(frame, path)} aria-current={chosen ? 'true' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function eventColumns(frame: PageFrame): Column<EventLine>[] {
  const say = wordsOf(frame);
  return [
    {
      title: say('audit.number'),
      header: true,
      cell: ({ seq, path }) => <a href={linkTo(frame, path)}>{seq}</a>,
    },
    {
      title: say('audit.time'),
      cell: ({ at, writtenAt }) => (
        <time class="text-nowrap" datetime={at}>
          {writtenAt}
        </time>
      ),
    },
    { title: say('audit.action'), cell: ({ action }) => action },
    { title: say('audit.outcome'), cell: ({ tone, outcome }) => <Tag tone={tone}>{outcome}</Tag> },
    { title: say('audit.actor'), cell: ({ actor }) => <Person frame={frame} person={actor} /> },
    {
      title: say('audit.subject'),
      cell: ({ subject }) => subject && <Person frame={frame} person={subject} />,
    },
    {
      title: say('audit.case'),
      cell: ({ reference }) => reference && <Reference frame={frame} reference={reference} />,
    },
    { title: say('audit.detail'), cell: (event) => <Details {...event} /> },
  ];
}

/** A person by pseudonym, which leads to all that is known of them; a process by its name. */
export function Person({
  frame,
  person: { kind, short, path, pseudonym },
  whole = false,
}: {
  frame: PageFrame;
  person: PersonLine;
  /** Every digit of the pseudonym. */
  whole?: boolean;
}) {
  return (
    <>
      {kind}
      {kind !== undefined && pseudonym !== undefined && ' '}
      {pseudonym !== undefined && path !== undefined && (
        <a class="mono" href={linkTo(frame, path)}>
          <Ltr>{whole ? pseudonym : (short ?? '')}</Ltr>
        </a>
      )}
    </>
  );
}

export function Reference({ frame, reference }: { frame: PageFrame; reference: string }) {
  return (
    <a class="text-nowrap" href={linkTo(frame, `/audit?reference=${reference}`)}>
      <Ltr>{reference}</Ltr>
    </a>
  );
}

/** What the log says in codes and counts, and which values it hides. */
export function Details({ detail, masked }: Pick<EventLine, 'detail' | 'masked'>) {
  return (
    <>
      {detail.map((line) => (
        <span key={line} class="d-inline-block me-3">
          <bdi>{line}</bdi>
        </span>
      ))}
      {masked !== undefined && <span class="quiet-text d-block">{masked}</span>}
    </>
  );
}
