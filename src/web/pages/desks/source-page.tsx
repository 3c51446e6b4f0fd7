import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit, WaitNotice } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Notice, Table, Tag, type Tone } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { Collections, SourceFacts } from './source-parts.js';
import { type SourceCard } from './sources-view.js';

/** One step of the way, in words. */
export interface StepLine {
  readonly title: string;
  readonly done: boolean;
  /** Done or not, and since when. */
  readonly state: string;
  /** What to do next, where it is not done. */
  readonly todo?: string;
  /** What to write into the sources file, or to run. */
  readonly snippet?: string;
  readonly link?: { readonly path: string; readonly text: string };
}

/** How many records an address finds. */
export interface TrialView {
  readonly text: string;
  readonly rows: readonly { readonly title: string; readonly count: string }[];
  readonly tone: Tone;
  /** Nothing was counted. */
  readonly silent: boolean;
}

/** The page of one source. */
export interface SourcePageView {
  readonly frame: PageFrame;
  readonly source: SourceCard;
  readonly steps: readonly StepLine[];
  readonly email: string;
  readonly errors: readonly FieldError[];
  /** After too many trials. */
  readonly waitMinutes?: number;
  /** Once an address was tried. */
  readonly trial?: TrialView;
}

/** One source: its state, the way to being erased in, and a trial with one address. */
export function SourcePage(view: SourcePageView) {
  const { frame, source, steps, errors } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, source.title, errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>
        {source.title}{' '}
        <span class="mono quiet-text">
          <Ltr>{source.id}</Ltr>
        </span>
      </h1>
      <Try {...view} />
      <section>
        <h2>{say('system.state')}</h2>
        <SourceFacts frame={frame} source={source} />
      </section>
      <section id="guide">
        <h2>{say('system.guide')}</h2>
        <ol>
          {steps.map((step) => (
            <Step key={step.title} frame={frame} step={step} />
          ))}
        </ol>
      </section>
      <section>
        <h2>{say('system.holds')}</h2>
        <Collections frame={frame} source={source} />
      </section>
      <p>
        <a href={linkTo(frame, '/admin/sources')}>{say('system.back')}</a>
      </p>
    </Layout>
  );
}

function Step({
  frame,
  step: { title, done, state, todo, snippet, link },
}: {
  frame: PageFrame;
  step: StepLine;
}) {
  return (
    <li class="mb-3">
      <strong>{title}</strong> <Tag tone={done ? 'good' : 'open'}>{state}</Tag>
      {todo !== undefined && <p class="mb-1">{todo}</p>}
      {snippet !== undefined && (
        <pre class="mail-text" dir="ltr">
          <code>{snippet}</code>
        </pre>
      )}
      {link !== undefined && <a href={linkTo(frame, link.path)}>{link.text}</a>}
    </li>
  );
}

function Try({ frame, source, email, errors, waitMinutes, trial }: SourcePageView) {
  const say = wordsOf(frame);
  return (
    <section id="try">
      <h2>{say('system.try')}</h2>
      <p>{say('system.try.intro')}</p>
      <WaitNotice frame={frame} minutes={waitMinutes} />
      <Form frame={frame} path={source.path}>
        <TextField
          name="email"
          label={say('system.try.email')}
          hint={say('system.try.hint')}
          value={email}
          type="email"
          autocomplete="off"
          errors={errors}
        />
        <Submit>{say('system.try.button')}</Submit>
      </Form>
      {trial !== undefined && <Trial frame={frame} source={source} trial={trial} />}
    </section>
  );
}

function Trial({ frame, source, trial }: { frame: PageFrame; source: SourceCard; trial: TrialView }) {
  const say = wordsOf(frame);
  const columns: Column<TrialView['rows'][number]>[] = [
    { title: say('scope.collection'), header: true, cell: ({ title }) => title },
    { title: say('data.count'), number: true, cell: ({ count }) => count },
  ];
  return (
    <div class="mt-4">
      <Notice tone={trial.tone} said>
        {trial.text}
      </Notice>
      {!trial.silent && (
        <Table
          frame={frame}
          caption={say('system.try.caption', { source: source.title })}
          columns={columns}
          rows={trial.rows}
        />
      )}
    </div>
  );
}
