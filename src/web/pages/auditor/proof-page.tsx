import { FileField } from '../../layout/fields.js';
import { ButtonForm, ErrorSummary, FileForm, markedTitle, Submit } from '../../layout/form.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Facts, Notice, Table, Tag, type Tone } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type CheckLine, type ProofView } from './proof-view.js';

export interface ProofPageParts {
  readonly frame: PageFrame;
  readonly view: ProofView;
  /** What became of the file that was given; absent before one was. */
  readonly given?: readonly { readonly tone: Tone; readonly text: string }[];
  readonly errors: readonly FieldError[];
}

/** Whether the log is whole, since when and by whom it was checked; and whether what somebody kept still agrees with it. */
export function ProofPage({ frame, view, given = [], errors }: ProofPageParts) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('proof.title'), errors)} wide>
      <h1>{say('proof.title')}</h1>
      <ErrorSummary frame={frame} errors={errors} />
      {given.map(({ tone, text }) => (
        <Notice tone={tone} said>
          {text}
        </Notice>
      ))}
      <p class="lead">{say('proof.lead')}</p>
      <Notice tone={view.tone}>{view.verdict}</Notice>
      <LogFacts frame={frame} view={view} />
      <h2 class="mt-5">{say('proof.file.title')}</h2>
      <p>{say('proof.file.lead')}</p>
      <FileForm frame={frame} path="/audit/proof/file">
        <FileField name="file" label={say('proof.file.label')} errors={errors} accept=".json,.txt" />
        <Submit>{say('proof.file.action')}</Submit>
      </FileForm>
      <h2 class="mt-5">{say('proof.checks')}</h2>
      <p>{say('proof.checks.lead')}</p>
      <Table
        frame={frame}
        caption={say('proof.checks')}
        under
        columns={columnsOf(frame)}
        rows={view.checks}
      />
      <ButtonForm frame={frame} path="/audit/proof/verify">
        {say('proof.verify')}
      </ButtonForm>
    </Layout>
  );
}

function LogFacts({ frame, view }: { frame: PageFrame; view: ProofView }) {
  const say = wordsOf(frame);
  const root = view.root !== undefined && (
    <span class="mono">
      <Ltr>{view.root}</Ltr>
    </span>
  );
  return (
    <>
      <Facts facts={[...view.facts, [say('proof.root'), root || undefined]]} />
      {view.root !== undefined && (
        <p>
          <a href="/api/v1/audit/checkpoint" download="checkpoint.txt">
            {say('proof.download')}
          </a>
        </p>
      )}
      {view.epochs.map((epoch) => (
        <Notice tone="open">{epoch}</Notice>
      ))}
    </>
  );
}

function columnsOf(frame: PageFrame): Column<CheckLine>[] {
  const say = wordsOf(frame);
  return [
    { title: say('proof.ended'), header: true, cell: ({ ended }) => ended },
    { title: say('proof.by'), cell: ({ by }) => by },
    { title: say('proof.events'), number: true, cell: ({ events }) => events },
    { title: say('proof.result'), cell: ({ tone, result }) => <Tag tone={tone}>{result}</Tag> },
    { title: say('proof.wrong'), cell: ({ wrong }) => wrong !== undefined && <Ltr>{wrong}</Ltr> },
  ];
}
