import { type ComponentChildren } from 'preact';
import { DIRECTION, LANGUAGE_TAG, LOCALES, type Titles } from '../../platform/i18n/locale.js';
import { linkTo, type PageFrame } from './frame.js';
import { Phrase, wordsOf } from './phrase.js';

const OWN_NAMES: Titles = { ar: 'العربية', fr: 'Français', en: 'English' };

/** The document around every page. */
export function Layout({
  frame,
  title,
  children,
}: {
  frame: PageFrame;
  title: string;
  children: ComponentChildren;
}) {
  const say = wordsOf(frame);
  return (
    <html lang={LANGUAGE_TAG[frame.locale]} dir={DIRECTION[frame.locale]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} - ${say('site.title')} - ${frame.site}`}</title>
        <link rel="stylesheet" href="/assets/site.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#content">
          {say('site.skip')}
        </a>
        {frame.demo && <DemoBar frame={frame} />}
        <Header frame={frame} />
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <Footer frame={frame} />
      </body>
    </html>
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
  const say = wordsOf(frame);
  return (
    <header class="site-header">
      <a class="brand" href={linkTo(frame, '/')}>
        <bdi class="brand-site">{frame.site}</bdi>
        <span class="brand-title">{say('site.title')}</span>
      </a>
      <SignedIn frame={frame} />
    </header>
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
          <button type="submit" class="quiet">
            {wordsOf(frame)('site.signOut')}
          </button>
        </form>
      )}
    </div>
  );
}

/** The links of the languages name no path: one that starts with two slashes would lead to another site. */
function Footer({ frame }: { frame: PageFrame }) {
  const say = wordsOf(frame);
  return (
    <footer class="site-footer">
      <a href={linkTo(frame, '/')}>{say('site.home')}</a>
      <nav aria-label={say('site.languages')}>
        <ul class="languages">
          {LOCALES.map((locale) => (
            <li key={locale}>
              <a
                href={`?lang=${locale}`}
                lang={LANGUAGE_TAG[locale]}
                dir={DIRECTION[locale]}
                hreflang={LANGUAGE_TAG[locale]}
                aria-current={locale === frame.locale ? 'true' : undefined}
              >
                {OWN_NAMES[locale]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}
