import { type KeptValue } from '../../../holds/kept-versions.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextArea } from '../../layout/fields.js';
import { ButtonForm, ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Table } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';

/** Old values that a hold keeps: first the reason for looking is asked for. */
export interface KeptValuesView {
  readonly frame: PageFrame;
  /** Page of the hold. */
  readonly back: string;
  readonly reason: string;
  readonly errors: readonly FieldError[];
  /** Once a reason is given. */
  readonly values?: readonly (KeptValue & { readonly where: string })[];
  readonly next?: string;
}

export function KeptValuesPage(view: KeptValuesView) {
  const { frame, errors, values, reason, next } = view;
  const say = wordsOf(frame);
  return (
    <Layout
      frame={frame}
      title={markedTitle(frame, say('versions.title'), errors)}
      wide={values !== undefined}
    >
      <ErrorSummary frame={frame} errors={errors} />
      <p>
        <a href={linkTo(frame, view.back)}>{say('versions.back')}</a>
      </p>
      <h1>{say('versions.title')}</h1>
      {values === undefined ? (
        <Why {...view} />
      ) : (
        <>
          <Table frame={frame} caption={say('versions.caption')} columns={columnsOf(frame)} rows={values} />
          {next !== undefined && (
            <ButtonForm frame={frame} path={frame.path} values={{ reason, cursor: next }}>
              {say('versions.more')}
            </ButtonForm>
          )}
        </>
      )}
    </Layout>
  );
}

function Why({ frame, reason, errors }: KeptValuesView) {
  const say = wordsOf(frame);
  return (
    <Form frame={frame}>
      <p>{say('versions.why')}</p>
      <TextArea
        name="reason"
        label={say('hold.reason')}
        value={reason}
        most={2000}
        rows={3}
        errors={errors}
      />
      <Submit>{say('versions.show')}</Submit>
    </Form>
  );
}

function columnsOf(frame: PageFrame): Column<KeptValue & { readonly where: string }>[] {
  const say = wordsOf(frame);
  return [
    { title: say('versions.at'), cell: ({ at }) => writtenInstant(at, frame.locale, frame.zone) },
    { title: say('versions.where'), cell: ({ where }) => where },
    {
      title: say('versions.record'),
      cell: ({ key }) => (
        <span class="mono">
          <Ltr>{key.join(' ')}</Ltr>
        </span>
      ),
    },
    { title: say('versions.field'), cell: ({ field }) => <Ltr>{field}</Ltr> },
    { title: say('versions.value'), cell: ({ value }) => <bdi>{value}</bdi> },
  ];
}
