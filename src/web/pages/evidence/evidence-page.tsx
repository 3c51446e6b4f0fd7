import { ButtonForm } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Notice, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type EvidenceView, type PromiseLine } from './evidence-view.js';

/** Every promise of the policy beside what keeps it and what its last check found. */
export function EvidencePage({ frame, view }: { frame: PageFrame; view: EvidenceView }) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('evidence.title')} wide>
      <h1>{say('evidence.title')}</h1>
      <p class="lead">{say('evidence.intro')}</p>
      <Notice tone={view.tone}>{view.summary}</Notice>
      <ButtonForm frame={frame} path="/audit/evidence">
        {say('evidence.check')}
      </ButtonForm>
      <Table frame={frame} caption={say('evidence.caption')} columns={columnsOf(frame)} rows={view.lines} />
    </Layout>
  );
}

function columnsOf(frame: PageFrame): Column<PromiseLine>[] {
  const say = wordsOf(frame);
  return [
    {
      title: say('evidence.promise'),
      header: true,
      cell: ({ id, text, control }) => (
        <>
          <Ltr>{id}</Ltr>
          <div class="fw-normal">{text}</div>
          <div class="quiet-text fw-normal">{control}</div>
        </>
      ),
    },
    {
      title: say('evidence.result'),
      cell: ({ tone, outcome, reason, checkedAt }) => (
        <>
          <Tag tone={tone}>{outcome}</Tag>
          {reason !== undefined && <div>{reason}</div>}
          {checkedAt !== undefined && <div class="quiet-text">{checkedAt}</div>}
        </>
      ),
    },
    {
      title: say('evidence.found'),
      cell: ({ figures, log }) => (
        <>
          {figures.length > 0 && (
            <ul class="list-unstyled mb-0">
              {figures.map((figure) => (
                <li key={figure}>{figure}</li>
              ))}
            </ul>
          )}
          {log !== undefined && <a href={linkTo(frame, log.path)}>{log.text}</a>}
        </>
      ),
    },
  ];
}
