import { type ComponentChildren } from 'preact';
import { DIRECTION, LANGUAGE_TAG, type Locale, LOCALES, type Titles } from '../../platform/i18n/locale.js';
import { assetPath } from '../assets/asset-path.js';
import { CookieBanner } from './cookie-banner.js';
import { linkTo, type PageFrame } from './frame.js';
import { placeOf, placesOf } from './navigation.js';
import { Phrase, wordsOf } from './phrase.js';

const OWN_NAMES: Titles = { ar: 'العربية', fr: 'Français', en: 'English' };

/** No inline styles, no evaluated code, no pages kept in the browser's storage, no call to another site. */
const HTMX = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  selfRequestsOnly: true,
});

/** The document around every page. */
export function Layout({
  frame,
  title,
  wide = false,
  children,
}: {
  frame: PageFrame;
  title: string;
  /** For tables and charts. */
  wide?: boolean;
  children: ComponentChildren;
}) {
  const say = wordsOf(frame);
  return (
    <html lang={LANGUAGE_TAG[frame.locale]} dir={DIRECTION[frame.locale]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="htmx-config" content={HTMX} />
        <title>{`${title} - ${say('site.title')} - ${frame.site}`}</title>
        <Styles frame={frame} />
        <script src={assetPath('htmx.js')} defer />
      </head>
      <body class={classesOf(frame, wide)}>
        <a class="skip" href="#content">
          {say('site.skip')}
        </a>
        <CookieBanner frame={frame} />
        <Header frame={frame} />
        <main id="content" class="wrap" tabindex={-1}>
          {frame.role === 'admin' && frame.oneApproval && (
            <p class="notice warn">{say('site.oneApproval')}</p>
          )}
          {frame.done !== undefined && (
            <p class="notice good" role="status">
              {say(frame.done)}
            </p>
          )}
          {children}
        </main>
        <Footer frame={frame} />
      </body>
    </html>
  );
}

function classesOf({ screen }: PageFrame, wide: boolean): string | undefined {
  const classes = [...(wide ? ['wide'] : []), ...(screen?.compact === true ? ['compact'] : [])];
  return classes.length === 0 ? undefined : classes.join(' ');
}

function Styles({ frame }: { frame: PageFrame }) {
  const bootstrap = DIRECTION[frame.locale] === 'rtl' ? 'bootstrap.rtl.css' : 'bootstrap.css';
  return (
    <>
      <link rel="stylesheet" href={assetPath(bootstrap)} />
      <link rel="stylesheet" href={assetPath('site.css')} />
      <link rel="icon" href={assetPath('icon.svg')} type="image/svg+xml" />
    </>
  );
}

function DemoBar({ frame }: { frame: PageFrame }) {
  const box = <a href={linkTo(frame, '/mailbox')}>{wordsOf(frame)('site.mailbox')}</a>;
  return (
    <p class="demo-bar">
      <Phrase frame={frame} text="site.demo" values={{ mailbox: box }} />
    </p>
  );
}

function Header({ frame }: { frame: PageFrame }) {
  return (
    <header class="site-header">
      {frame.demo && <DemoBar frame={frame} />}
      <div class="wrap">
        <a class="brand" href={linkTo(frame, '/')}>
          <bdi class="brand-site">{frame.site}</bdi>
          <span class="brand-title">{wordsOf(frame)('site.title')}</span>
        </a>
        <Languages frame={frame} />
      </div>
      <Navigation frame={frame} />
    </header>
  );
}

/** The links name no path but that of a page: one that starts with two slashes would lead to another site. */
function Languages({ frame }: { frame: PageFrame }) {
  return (
    <nav aria-label={wordsOf(frame)('site.languages')}>
      <ul class="languages">
        {LOCALES.map((locale) => (
          <li key={locale}>
            <Language frame={frame} locale={locale} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Language({ frame, locale }: { frame: PageFrame; locale: Locale }) {
  const { languageForm: form } = frame;
  const shared = {
    lang: LANGUAGE_TAG[locale],
    dir: DIRECTION[locale],
    'aria-current': locale === frame.locale ? ('true' as const) : undefined,
  };
  if (form === undefined)
    return (
      <a
        {...shared}
        href={`${frame.openAt ?? ''}?lang=${locale}${frame.query}`}
        hreflang={LANGUAGE_TAG[locale]}
      >
        {OWN_NAMES[locale]}
      </a>
    );
  return (
    <button
      {...shared}
      type="submit"
      form={form.id}
      formaction={`${frame.path}?lang=${locale}`}
      name={form.name}
      value={form.value}
      class="btn btn-link"
    >
      {OWN_NAMES[locale]}
    </button>
  );
}

function Navigation({ frame }: { frame: PageFrame }) {
  const say = wordsOf(frame);
  // Whoever opened one request by a link in a mail sees what visitors see.
  const places = placesOf(frame.role, frame.signOutPath !== undefined);
  const here = placeOf(frame.path, places);
  return (
    <div class="site-nav">
      <div class="wrap">
        <nav aria-label={say('nav.label')}>
          <ul>
            {places.map((place) => (
              <li key={place.path}>
                <a
                  href={linkTo(frame, place.path)}
                  aria-current={place !== here ? undefined : place.path === frame.path ? 'page' : 'true'}
                >
                  {say(place.text)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <SignedIn frame={frame} />
      </div>
    </div>
  );
}

/** Whoever opened one request by a link in a mail has no name, but a session to end. */
function SignedIn({ frame }: { frame: PageFrame }) {
  if (frame.signedInAs === undefined && frame.signOutPath === undefined) return null;
  return (
    <div class="signed-in">
      {frame.signedInAs !== undefined && (
        <span>
          <Phrase frame={frame} text="site.signedIn" values={{ name: <bdi>{frame.signedInAs}</bdi> }} />
        </span>
      )}
      {frame.signOutPath !== undefined && (
        <form method="post" action={linkTo(frame, frame.signOutPath)}>
          <button type="submit" class="btn btn-outline-primary btn-sm">
            {wordsOf(frame)('site.signOut')}
          </button>
        </form>
      )}
    </div>
  );
}

function Footer({ frame }: { frame: PageFrame }) {
  const say = wordsOf(frame);
  return (
    <footer class="site-footer">
      <div class="wrap">
        <a href={linkTo(frame, '/')}>{say('site.home')}</a>
        <a href={linkTo(frame, '/privacy')}>{say('nav.privacy')}</a>
        <a href={linkTo(frame, '/cookies')}>{say('nav.cookies')}</a>
        <a href="/api/docs">{say('home.api')}</a>
      </div>
    </footer>
  );
}
