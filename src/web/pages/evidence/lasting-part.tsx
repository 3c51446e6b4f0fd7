import { Select } from '../../layout/choices.js';
import { TextArea } from '../../layout/fields.js';
import { Form, Submit } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Column, Table, Tag } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type LastingLine, type LastingSection } from './lasting-view.js';

/** What data maps keep without an end, and the form that says of one that it still must be kept. */
export function LastingPart({ frame, section }: { frame: PageFrame; section: LastingSection }) {
  const say = wordsOf(frame);
  return (
    <>
      <h2>{say('lasting.title')}</h2>
      <p>{say('lasting.intro')}</p>
      <Table
        frame={frame}
        caption={say('lasting.title')}
        under
        columns={columnsOf(frame)}
        rows={section.lines}
      />
      {section.lines.length > 0 && <ReviewForm frame={frame} section={section} />}
    </>
  );
}

function ReviewForm({ frame, section }: { frame: PageFrame; section: LastingSection }) {
  const say = wordsOf(frame);
  const { retention, choices, reason, errors } = section;
  return (
    <>
      <h3>{say('lasting.form')}</h3>
      <Form frame={frame}>
        <Select
          name="retention"
          label={say('lasting.which')}
          value={retention}
          choices={choices}
          required
          errors={errors}
        />
        <TextArea
          name="reason"
          label={say('lasting.reason')}
          hint={say('hold.reason.hint')}
          value={reason}
          most={2000}
          rows={4}
          errors={errors}
        />
        <div class="actions">
          <Submit>{say('lasting.button')}</Submit>
        </div>
      </Form>
    </>
  );
}

function columnsOf(frame: PageFrame): Column<LastingLine>[] {
  const say = wordsOf(frame);
  return [
    {
      title: say('retention.records'),
      header: true,
      cell: ({ title, system }) => (
        <>
          <bdi>{title}</bdi>
          <div class="quiet-text fw-normal">
            <bdi>{system}</bdi>
          </div>
        </>
      ),
    },
    {
      title: say('lasting.why'),
      cell: ({ purpose, citation }) => (
        <>
          {purpose}
          <div class="quiet-text">
            <bdi>{citation}</bdi>
          </div>
        </>
      ),
    },
    { title: say('lasting.lastReview'), cell: ({ lastReview }) => lastReview },
    {
      title: say('lasting.nextReview'),
      cell: ({ nextReview, overdue }) => (
        <>
          {nextReview} {overdue && <Tag tone="bad">{say('lasting.overdue')}</Tag>}
        </>
      ),
    },
  ];
}
