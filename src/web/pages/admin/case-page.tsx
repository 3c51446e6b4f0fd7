import { type ComponentChildren } from 'preact';
import { Select } from '../../layout/choices.js';
import { ButtonForm, ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts, Notice, Tag, Timeline } from '../../layout/parts.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { Progress } from '../../layout/progress.js';
import { type Fact } from './case-facts.js';
import { Messages, Notes } from './case-threads.js';
import { type CaseView } from './case-view.js';
import { Checks } from './checks-section.js';
import { CasePlan, Holds } from './plan-table.js';

/** One case, for the admins who decide it. */
export function CasePage(view: CaseView) {
  const { frame, reference, forms } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('case.title', { reference }), forms.errors)} wide>
      <ErrorSummary frame={frame} errors={forms.errors} />
      <p class="mb-2">
        <a href={linkTo(frame, '/admin/requests')}>{say('case.back')}</a>
      </p>
      <Head view={view} />
      <ForAnother view={view} />
      {view.progress !== undefined && <Progress {...view.progress} />}
      {view.failure !== undefined && (
        <Notice tone="bad">
          <Phrase frame={frame} text="case.failure" values={{ reason: <bdi>{view.failure}</bdi> }} />
        </Notice>
      )}
      {view.warnings.map((text) => (
        <Notice key={text} tone="warn">
          {text}
        </Notice>
      ))}
      <Steps view={view} />
      <div class="columns">
        <div>
          <Person view={view} />
          {view.isErasure && <CasePlan view={view} />}
          {view.isErasure && <Holds view={view} />}
          <Checks view={view} />
          <Messages view={view} />
          <Notes view={view} />
        </div>
        <div>
          <section>
            <h2>{say('case.facts')}</h2>
            <FactList frame={frame} facts={view.facts} />
            <Assign view={view} />
          </section>
          <Decisions view={view} />
          <section>
            <h2>{say('case.timeline')}</h2>
            <Timeline entries={view.timeline} />
          </section>
        </div>
      </div>
    </Layout>
  );
}

function Head({ view: { frame, reference, row } }: { view: CaseView }) {
  return (
    <>
      <h1>
        <Phrase frame={frame} text="case.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p class="state tags">
        <span>{row.kind}</span>
        <Tag tone={row.state.tone}>{row.state.text}</Tag>
        {row.marks.map((mark) => (
          <Tag key={mark.text} tone={mark.tone}>
            {mark.text}
          </Tag>
        ))}
        {row.left !== undefined && <Tag tone={row.left.tone ?? 'open'}>{row.left.text}</Tag>}
      </p>
    </>
  );
}

function ForAnother({ view: { frame, forAnother } }: { view: CaseView }) {
  if (forAnother === undefined) return null;
  return (
    <Notice tone="warn">
      {forAnother.sentences.join(' ')}{' '}
      {forAnother.recordPath !== undefined && (
        <a href={linkTo(frame, forAnother.recordPath)}>{wordsOf(frame)('case.another.record')}</a>
      )}
    </Notice>
  );
}

function Steps({ view }: { view: CaseView }) {
  const { frame, steps } = view;
  const say = wordsOf(frame);
  return (
    <section aria-label={say('case.actions')}>
      {steps.length === 0 && view.receiptPath === undefined && <p class="quiet-text">{say('case.none')}</p>}
      <div class="actions mt-0">
        {steps.map(({ text, path, look, atOnce }) =>
          atOnce ? (
            <ButtonForm key={path} frame={frame} path={path}>
              {text}
            </ButtonForm>
          ) : (
            <a
              key={path}
              class={look === 'primary' ? 'btn btn-primary' : 'btn btn-outline-primary btn-sm'}
              href={linkTo(frame, path)}
            >
              {text}
            </a>
          ),
        )}
        {view.receiptPath !== undefined && (
          <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, view.receiptPath)}>
            {say('decide.receipt')}
          </a>
        )}
      </div>
    </section>
  );
}

function Person({ view: { frame, person } }: { view: CaseView }) {
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('case.person')}</h2>
      {person === undefined ? <p>{say('case.person.gone')}</p> : <FactList frame={frame} facts={person} />}
    </section>
  );
}

/** Facts whose values may read in another direction than the page. */
export function FactList({ facts }: { frame: PageFrame; facts: readonly Fact[] }) {
  return <Facts facts={facts.map(({ name, value, dir }) => [name, valueOf(value, dir)] as const)} />;
}

function valueOf(value: string | undefined, dir: Fact['dir']): ComponentChildren {
  if (value === undefined || dir === undefined) return value;
  return <bdi dir={dir}>{value}</bdi>;
}

function Assign({ view: { frame, path, assign, forms } }: { view: CaseView }) {
  if (assign === undefined) return null;
  const say = wordsOf(frame);
  return (
    <Form frame={frame} path={`${path}/assign`}>
      <Select
        name="assignee"
        label={say('case.assign')}
        value={assign.value}
        choices={assign.choices}
        errors={forms.errors}
      />
      <Submit look="quiet">{say('case.assign.button')}</Submit>
    </Form>
  );
}

function Decisions({ view: { frame, decisions, undecided } }: { view: CaseView }) {
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('case.decisions')}</h2>
      {decisions.length === 0 ? <p class="quiet-text">{undecided}</p> : <Timeline entries={decisions} />}
    </section>
  );
}
