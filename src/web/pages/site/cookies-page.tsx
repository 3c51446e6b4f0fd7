import { Tick } from '../../layout/choices.js';
import { ButtonForm, Form, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts, Notice, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type CategoryView, type CookieLine, type CookiesView } from './cookies-view.js';

/** Every cookie, live, and the way to choose. */
export function CookiesPage(view: CookiesView) {
  const { frame, categories } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('cookies.title')}>
      <h1>{say('cookies.title')}</h1>
      <p class="lead">{say('cookies.intro')}</p>
      <CurrentChoice view={view} />
      <Settings view={view} />
      {categories.map((one) => (
        <Category key={one.category} frame={frame} category={one} />
      ))}
      <p>
        <a href={linkTo(frame, '/privacy')}>{say('policy.title')}</a>
      </p>
    </Layout>
  );
}

function CurrentChoice({ view: { frame, choice, gpc, overruled } }: { view: CookiesView }) {
  const say = wordsOf(frame);
  const signal = overruled ? 'cookies.choice.signal' : 'cookies.choice.signalNone';
  return (
    <section id="choice">
      <h2>{say('cookies.choice')}</h2>
      {gpc && <Notice tone="open">{say(signal)}</Notice>}
      {choice === undefined ? (
        <p>{say('cookies.choice.none')}</p>
      ) : (
        <>
          <p>
            {choice.accepted === undefined
              ? say('cookies.choice.nothing')
              : say('cookies.choice.accepted', { categories: choice.accepted })}
          </p>
          <p class="quiet-text">
            {say('cookies.choice.at', { at: choice.at })}
            {choice.linked && <> · {say('cookies.choice.linked')}</>}
          </p>
          <Facts
            facts={[
              [say('cookies.choice.version'), <Ltr>{choice.version}</Ltr>],
              [say('cookies.choice.until'), choice.until],
            ]}
          />
          {choice.accepted !== undefined && (
            <div class="actions">
              <ButtonForm frame={frame} path="/cookies/withdraw" look="primary">
                {say('cookies.withdraw')}
              </ButtonForm>
            </div>
          )}
          <p>
            <a href="/api/v1/cookie-choice">{say('cookies.choice.record')}</a>
          </p>
        </>
      )}
    </section>
  );
}

/** One button saves the boxes; the two beside it answer for all of them. Boxes are ticked by nobody but the visitor. */
function Settings({ view: { frame, categories, back } }: { view: CookiesView }) {
  const say = wordsOf(frame);
  return (
    <section id="settings">
      <h2>{say('cookies.change')}</h2>
      <Form frame={frame} path="/cookies/choice">
        {back !== undefined && <input type="hidden" name="back" value={back} />}
        <fieldset class="field">
          <legend class="visually-hidden">{say('cookies.change')}</legend>
          {categories.map(({ category, title, text, accepted }) =>
            category === 'necessary' ? (
              <p key={category} class="mb-2">
                <strong>{title}</strong> <Tag tone="good">{say('cookies.always')}</Tag>
                <br />
                <span class="form-text">{text}</span>
              </p>
            ) : (
              <Tick
                key={category}
                id={category}
                name="accepted"
                type="checkbox"
                value={category}
                label={title}
                hint={text}
                checked={accepted}
              />
            ),
          )}
        </fieldset>
        <div class="banner-buttons">
          <Submit name="answer" value="settings">
            {say('banner.save')}
          </Submit>
          <Submit name="answer" value="accept_all">
            {say('banner.accept')}
          </Submit>
          <Submit name="answer" value="reject_all">
            {say('banner.reject')}
          </Submit>
        </div>
      </Form>
    </section>
  );
}

function Category({ frame, category }: { frame: PageFrame; category: CategoryView }) {
  const say = wordsOf(frame);
  const { title, allowed, cookies } = category;
  const state = category.category === 'necessary' ? 'always' : allowed ? 'allowed' : 'off';
  return (
    <section>
      <h2>
        {title} <Tag tone={state === 'off' ? 'open' : 'good'}>{say(`cookies.${state}`)}</Tag>
      </h2>
      {cookies.length === 0 ? (
        <p class="quiet-text">{say('cookies.none')}</p>
      ) : (
        <Table frame={frame} caption={title} under columns={cookieColumns(frame)} rows={cookies} />
      )}
    </section>
  );
}

function cookieColumns(frame: PageFrame) {
  const say = wordsOf(frame);
  return [
    { title: say('cookies.name'), header: true, cell: ({ name }: CookieLine) => <Ltr>{name}</Ltr> },
    { title: say('cookies.purpose'), cell: ({ purpose }: CookieLine) => purpose },
    { title: say('cookies.lasts'), cell: ({ lasts }: CookieLine) => lasts },
    {
      title: say('cookies.state'),
      cell: ({ active }: CookieLine) => (
        <Tag tone={active ? 'good' : 'open'}>{say(active ? 'cookies.state.set' : 'cookies.state.unset')}</Tag>
      ),
    },
  ];
}
