import { AsWritten } from '../../layout/as-written.js';
import { Tick } from '../../layout/choices.js';
import { type FieldError } from '../../layout/field-error.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts, Notice, Pager } from '../../layout/parts.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

/** Where there are records that may be somebody else's. */
export interface DoubtPlacesView {
  readonly frame: PageFrame;
  /** The page from which people come here. */
  readonly back: { readonly path: string; readonly text: string };
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    /** Missing where the source could not be asked. */
    readonly places?: readonly { readonly path: string; readonly title: string; readonly said: string }[];
  }[];
}

export function DoubtPlacesPage({ frame, back, sources }: DoubtPlacesView) {
  const say = wordsOf(frame);
  const empty = sources.every(({ places }) => places?.length === 0);
  return (
    <Layout frame={frame} title={say('doubt.title')}>
      <h1>{say('doubt.title')}</h1>
      <p class="lead">{say('doubt.intro')}</p>
      <p>{say('doubt.effect')}</p>
      {empty && <p>{say('doubt.none')}</p>}
      {sources.map(({ id, title, places }) => {
        if (places?.length === 0) return null;
        return (
          <section key={id}>
            <h2>{title}</h2>
            {places === undefined && <Notice tone="warn">{say('data.unreachable')}</Notice>}
            {places !== undefined && (
              <ul>
                {places.map((place) => (
                  <li key={place.path}>
                    <a href={linkTo(frame, place.path)}>{place.title}</a> — {place.said}
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
      <p>
        <a href={linkTo(frame, back.path)}>{back.text}</a>
      </p>
    </Layout>
  );
}

/** Some records of one kind, each with a box to tick. */
export interface DoubtView {
  readonly frame: PageFrame;
  readonly source: string;
  readonly title: string;
  readonly records: readonly DoubtRecordView[];
  readonly cursor?: string;
  readonly next?: string;
  readonly errors: readonly FieldError[];
  /** The reference of an erasure that has begun: nothing can be changed any more. */
  readonly begun?: string;
}

export interface DoubtRecordView {
  readonly row: string;
  readonly title: string;
  readonly facts: readonly (readonly [name: string, text: string])[];
  readonly notMine: boolean;
}

export function DoubtPage(view: DoubtView) {
  const { frame, source, title, errors, begun, cursor, next } = view;
  const say = wordsOf(frame);
  const heading = say('doubt.list', { title });
  return (
    <Layout frame={frame} title={markedTitle(frame, heading, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{heading}</h1>
      <p class="lead">{source}</p>
      <p>{say('doubt.effect')}</p>
      {begun !== undefined && (
        <Notice tone="warn">
          <Phrase
            frame={frame}
            text="doubt.begun"
            values={{
              reference: (
                <a href={linkTo(frame, `/requests/${begun}`)}>
                  <Ltr>{begun}</Ltr>
                </a>
              ),
            }}
          />
        </Notice>
      )}
      {view.records.length === 0 ? <p>{say('doubt.none')}</p> : <Records view={view} />}
      <Pager frame={frame} query={new URLSearchParams()} first={cursor === undefined} next={next} />
      <p>
        <a href={linkTo(frame, '/unconfirmed')}>{say('doubt.back')}</a>
      </p>
    </Layout>
  );
}

function Records({ view: { frame, records, begun, cursor } }: { view: DoubtView }) {
  const say = wordsOf(frame);
  const all = records.map((record, place) => (
    <DoubtRecord key={record.row} frame={frame} record={record} place={place} open={begun === undefined} />
  ));
  if (begun !== undefined) return <>{all}</>;
  return (
    <Form frame={frame}>
      <input type="hidden" name="shown" value={records.map(({ row }) => row).join(' ')} />
      {cursor !== undefined && <input type="hidden" name="cursor" value={cursor} />}
      {all}
      <Submit>{say('doubt.save')}</Submit>
    </Form>
  );
}

function DoubtRecord({
  frame,
  record: { row, title, facts, notMine },
  place,
  open,
}: {
  frame: PageFrame;
  record: DoubtRecordView;
  place: number;
  open: boolean;
}) {
  const say = wordsOf(frame);
  return (
    <fieldset class="card mb-3" disabled={!open}>
      <legend>{title}</legend>
      <Facts facts={facts.map(([name, text]) => [name, <AsWritten text={text} />])} />
      <Tick
        id={place === 0 ? 'notMine' : `notMine-${place}`}
        name="notMine"
        type="checkbox"
        value={row}
        label={say('doubt.notMine')}
        checked={notMine}
      />
    </fieldset>
  );
}
