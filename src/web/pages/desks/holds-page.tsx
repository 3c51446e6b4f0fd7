import { colon } from '../../../platform/i18n/colon.js';
import { Select } from '../../layout/choices.js';
import { FilterForm, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Pager, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type HoldLine, type HoldsView } from './holds-view.js';
import { type ScopeLine } from './scope-words.js';

/** All legal holds, the newest first. */
export function HoldsPage(view: HoldsView) {
  const { frame } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('holds.title')} wide>
      <h1>{say('holds.title')}</h1>
      <p class="lead">{say('holds.intro')}</p>
      <p class="actions">
        <a class="btn btn-primary" href={linkTo(frame, '/admin/holds/new')}>
          {say('holds.new')}
        </a>
      </p>
      <Filters {...view} />
      <Table frame={frame} caption={say('holds.caption')} columns={columnsOf(view)} rows={view.rows} />
      <Pager frame={frame} query={view.query} first={view.first} next={view.next} />
    </Layout>
  );
}

function Filters({ frame, filter, states, purposes, reviews }: HoldsView) {
  const say = wordsOf(frame);
  const none: [] = [];
  return (
    <FilterForm frame={frame}>
      <div class="d-flex flex-wrap align-items-end gap-3">
        <Select name="state" label={say('holds.state')} value={filter.state} choices={states} errors={none} />
        <Select
          name="purpose"
          label={say('holds.purpose')}
          value={filter.purpose}
          choices={purposes}
          errors={none}
        />
        <Select
          name="review"
          label={say('holds.review')}
          value={filter.review}
          choices={reviews}
          errors={none}
        />
        <p class="field">
          <Submit look="quiet">{say('desk.filter')}</Submit>
        </p>
      </div>
    </FilterForm>
  );
}

function columnsOf({ frame }: HoldsView): Column<HoldLine>[] {
  const say = wordsOf(frame);
  return [
    {
      title: say('holds.matter'),
      header: true,
      cell: ({ path, matter }) => (
        <a href={linkTo(frame, path)}>
          <bdi>{matter}</bdi>
        </a>
      ),
    },
    { title: say('holds.state'), cell: ({ tone, state }) => <Tag tone={tone}>{state}</Tag> },
    { title: say('holds.purpose'), cell: ({ purpose }) => purpose },
    { title: say('holds.scope'), cell: ({ scope }) => <ScopeList frame={frame} lines={scope} /> },
    {
      title: say('holds.review'),
      cell: ({ reviewOn, reviewOver }) => (
        <>
          {reviewOn}
          {reviewOver && (
            <>
              {' '}
              <Tag tone="bad">{say('holds.review.over')}</Tag>
            </>
          )}
        </>
      ),
    },
    { title: say('holds.visibility'), cell: ({ visibility }) => visibility },
  ];
}

/** The conditions of a scope, one below the other. */
export function ScopeList({ frame, lines }: { frame: PageFrame; lines: readonly ScopeLine[] }) {
  return (
    <ul class="list-unstyled mb-0">
      {lines.map(({ label, value, ltr }) => (
        <li key={label}>
          <span class="quiet-text">{`${label}${colon(frame.locale)}`}</span>{' '}
          {ltr ? <Ltr>{value}</Ltr> : <bdi>{value}</bdi>}
        </li>
      ))}
    </ul>
  );
}
