import { ButtonForm } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Facts, Notice, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { Progress } from '../../layout/progress.js';
import { type ExportLine } from './export-view.js';

/** The files that an auditor has. */
export function ExportsPage({ frame, files }: { frame: PageFrame; files: readonly ExportLine[] }) {
  const say = wordsOf(frame);
  const columns: Column<ExportLine>[] = [
    {
      title: say('exports.asked'),
      header: true,
      cell: ({ path, asked }) => <a href={linkTo(frame, path)}>{asked}</a>,
    },
    { title: say('exports.format'), cell: ({ format }) => <Ltr>{format}</Ltr> },
    { title: say('exports.state'), cell: ({ tone, state }) => <Tag tone={tone}>{state}</Tag> },
    { title: say('exports.filters'), cell: ({ filters }) => filters },
    { title: say('exports.rows'), number: true, cell: ({ ready }) => ready?.rows },
    { title: say('exports.size'), number: true, cell: ({ ready }) => ready && <bdi>{ready.size}</bdi> },
    { title: say('exports.until'), cell: ({ until }) => until },
  ];
  return (
    <Layout frame={frame} title={say('exports.title')} wide>
      <h1>{say('exports.title')}</h1>
      <p class="lead">{say('exports.lead')}</p>
      <Table frame={frame} caption={say('exports.title')} under columns={columns} rows={files} />
      <p>
        <a href={linkTo(frame, '/audit')}>{say('event.back')}</a>
      </p>
    </Layout>
  );
}

/** One file: how far it is, and what it is once it is ready. */
export function ExportPage({ frame, file }: { frame: PageFrame; file: ExportLine }) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('exports.one')}>
      <p>
        <a href={linkTo(frame, '/audit/exports')}>{say('exports.title')}</a>
      </p>
      <h1>{say('exports.one')}</h1>
      <p class="state">
        <Tag tone={file.tone}>{file.state}</Tag>
      </p>
      <ExportProgress frame={frame} file={file} />
      {file.failed && <Notice tone="bad">{say('exports.failed')}</Notice>}
      {file.ready !== undefined && (
        <p class="actions">
          <a class="btn btn-primary" href={`${file.path}/file`} download>
            {say('exports.download')}
          </a>
        </p>
      )}
      <ExportFacts frame={frame} file={file} />
      <ButtonForm frame={frame} path={`${file.path}/delete`}>
        {say('exports.delete')}
      </ButtonForm>
    </Layout>
  );
}

/** The bar of a file that is being made; nothing for any other. */
export function ExportProgress({ frame, file }: { frame: PageFrame; file: ExportLine }) {
  if (file.progress === undefined) return null;
  return (
    <Progress
      frame={{ ...frame, path: file.path }}
      path={`${file.path}/progress`}
      text={wordsOf(frame)('exports.progress')}
      {...file.progress}
    />
  );
}

function ExportFacts({ frame, file }: { frame: PageFrame; file: ExportLine }) {
  const say = wordsOf(frame);
  return (
    <Facts
      facts={[
        [say('exports.asked'), file.asked],
        [say('exports.format'), <Ltr>{file.format}</Ltr>],
        [say('exports.filters'), file.filters],
        [say('exports.rows'), file.ready?.rows],
        [say('exports.size'), file.ready && <bdi>{file.ready.size}</bdi>],
        [
          say('exports.sha256'),
          file.ready && (
            <span class="mono">
              <Ltr>{file.ready.sha256}</Ltr>
            </span>
          ),
        ],
        [say('exports.until'), file.until],
      ]}
    />
  );
}
