import { type ComponentChildren } from 'preact';
import { AsWritten } from '../../layout/as-written.js';
import { Choices } from '../../layout/choices.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit, WaitNotice } from '../../layout/form.js';
import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { ASK_FORM, type CheckView, type QuestionView } from './ask-view.js';
import { OpenRequest } from './open-request.js';

/** One question, with the answers to the others carried along. */
export function QuestionPage(view: QuestionView) {
  const { frame, question, title, errors, back } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, title, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <p class="quiet-text">
        {say('ask.title')} · {view.step}
      </p>
      <OpenRequest frame={frame} open={view.open} />
      {view.instead !== undefined && (
        <p class="notice open">
          {view.instead.text} <a href={linkTo(frame, view.instead.path)}>{view.instead.link}</a>
        </p>
      )}
      <Form frame={frame} id={ASK_FORM}>
        <Carried values={view.carried} />
        <input type="hidden" name="question" value={question} />
        <Answer {...view} />
        <div class="actions">
          <Submit>{say('ask.continue')}</Submit>
          {back !== undefined && <GoTo question={back}>{say('ask.back')}</GoTo>}
        </div>
      </Form>
      {view.signInPath !== undefined && (
        <p class="quiet-text mt-4">
          {say('ask.email.account')} <a href={linkTo(frame, view.signInPath)}>{say('nav.signIn')}</a>
        </p>
      )}
    </Layout>
  );
}

function Answer({ question, title, hint, label, choices, value, errors }: QuestionView) {
  if (choices !== undefined)
    return (
      <Choices
        name={question}
        label={title}
        hint={hint}
        choices={choices}
        values={[value]}
        errors={errors}
        heading
      />
    );
  const field = { name: question, label, hint, value, errors };
  return (
    <>
      <h1>{title}</h1>
      {question === 'email' && <TextField {...field} type="email" autocomplete="email" />}
      {(question === 'article' || question === 'consent') && <TextField {...field} autocomplete="off" />}
      {question === 'message' && <TextArea {...field} most={5000} rows={7} required={false} />}
    </>
  );
}

/** Everything that was answered, each answer with a way to change it, before it is sent. */
export function CheckPage(view: CheckView) {
  const { frame, errors } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('ask.check.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <WaitNotice frame={frame} minutes={view.waitMinutes} />
      <p class="quiet-text">
        {say('ask.title')} · {view.step}
      </p>
      <h1>{say('ask.check.title')}</h1>
      <OpenRequest frame={frame} open={view.open} />
      <CheckedAnswers view={view} />
      <h2>{say('ask.check.next')}</h2>
      <ul>
        {view.next.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Form frame={frame} id={ASK_FORM}>
        <Carried values={view.carried} />
        {view.asksPassword && (
          <TextField
            name="password"
            label={say('ask.check.password')}
            hint={say('ask.check.password.hint')}
            type="password"
            autocomplete="current-password"
            errors={errors}
          />
        )}
        <Submit look={view.final ? 'danger' : 'primary'} name="send" value="true">
          {view.button}
        </Submit>
      </Form>
    </Layout>
  );
}

function CheckedAnswers({ view }: { view: CheckView }) {
  const { frame, rows, carried } = view;
  const say = wordsOf(frame);
  return (
    <dl class="facts">
      {rows.map(({ question, name, answer }) => (
        <div key={question}>
          <dt>{name}</dt>
          <dd class="changeable">
            {question === 'email' ? <Ltr>{answer}</Ltr> : <AsWritten text={answer} />}
            <Form frame={frame}>
              <Carried values={carried} />
              <GoTo question={question}>
                {say('ask.check.change')} <span class="visually-hidden">{name}</span>
              </GoTo>
            </Form>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Carried({ values }: { values: CheckView['carried'] }) {
  return (
    <>
      {values.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

function GoTo({ question, children }: { question: string; children: ComponentChildren }) {
  return (
    <button type="submit" name="go" value={question} class="btn btn-link">
      {children}
    </button>
  );
}
