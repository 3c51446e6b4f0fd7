import { REQUEST_KINDS } from '../../../policy/request-kinds.js';
import { ACTING_AS } from '../../../requests/request-kinds.js';
import { type Choice } from '../../layout/choices.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import {
  type Answers,
  type Asker,
  EVERY_CONSENT,
  isAboutAnother,
  isOtherConsent,
  needsWords,
  OTHER_CONSENT,
  type Question,
} from './ask-answers.js';
import { kindName } from './kind-name.js';
import { consentTime, purposeTitle } from './purpose-title.js';

/** A question in words. */
export interface QuestionWords {
  readonly title: string;
  readonly hint?: string;
  /** To choose one of; missing where something is to be typed. */
  readonly choices?: readonly Choice[];
  readonly label: string;
  /** Something else that may be what the reader wants. */
  readonly instead?: { readonly text: string; readonly link: string; readonly path: string };
}

type Unlabelled = Omit<QuestionWords, 'label'>;

/** What an answer is an answer to, in few words. */
export function nameOf(frame: PageFrame, question: Question, answers: Answers): string {
  const say = wordsOf(frame);
  if (question === 'comments' && isAboutAnother(answers)) return say('ask.another.check.comments');
  return say(`ask.check.${question}`);
}

/** A question as it is put, by what was answered before. */
export function questionWords(
  frame: PageFrame,
  question: Question,
  answers: Answers,
  asker: Asker,
): QuestionWords {
  const label = nameOf(frame, question, answers);
  switch (question) {
    case 'kind':
      return { label, ...kindWords(frame, answers) };
    case 'article':
      return { label, ...articleWords(frame) };
    case 'consent':
      return { label, ...consentWords(frame, answers, asker) };
    case 'comments':
      return { label, ...commentWords(frame, answers) };
    case 'actingAs':
      return { label, ...actingWords(frame) };
    case 'email':
      return { label, ...emailWords(frame, answers) };
    case 'message':
      return { label, ...messageWords(frame, answers) };
  }
}

function kindWords(frame: PageFrame, answers: Answers): Unlabelled {
  const say = wordsOf(frame);
  const choices = REQUEST_KINDS.map((kind) => ({
    value: kind,
    label: kindName(frame, kind, isAboutAnother(answers)),
    hint: isAboutAnother(answers) ? undefined : say(`ask.kind.${kind}`),
  }));
  return { title: say('ask.kind.title'), choices };
}

function commentWords(frame: PageFrame, answers: Answers): Unlabelled {
  const say = wordsOf(frame);
  const another = isAboutAnother(answers);
  const remove = {
    value: 'delete',
    label: say('ask.comments.delete'),
    hint: say('ask.comments.delete.hint'),
  };
  const detach = {
    value: 'detach',
    label: say(another ? 'ask.another.detach' : 'ask.comments.detach'),
    hint: say(another ? 'ask.another.detach.hint' : 'ask.comments.detach.hint'),
  };
  return {
    title: say(another ? 'ask.another.comments' : 'ask.comments.title'),
    hint: say(another ? 'ask.another.comments.hint' : 'ask.comments.hint'),
    choices: [remove, detach],
  };
}

function actingWords(frame: PageFrame): Unlabelled {
  const say = wordsOf(frame);
  const choices = ACTING_AS.map((value) => ({ value, label: say(`ask.actingAs.${value}`) }));
  return { title: say('ask.actingAs.title'), hint: say('ask.actingAs.hint'), choices };
}

function articleWords(frame: PageFrame): Unlabelled {
  const say = wordsOf(frame);
  return { title: say('ask.article.title'), hint: say('ask.article.hint') };
}

/** The asker's own consents to choose from; where none is known, a line to say which it is. */
function consentWords(frame: PageFrame, answers: Answers, { guest, consents }: Asker): Unlabelled {
  const say = wordsOf(frame);
  const title = say('ask.consent.title');
  if (consents.length === 0) {
    const none = !guest && !isAboutAnother(answers);
    const instead = {
      text: say('ask.consent.none'),
      link: say('ask.consent.object'),
      path: '/requests/new?kind=objection',
    };
    return { title, hint: say('ask.consent.hint'), instead: none ? instead : undefined };
  }
  const own = consents.map((consent) => ({
    value: consent.purpose,
    label: purposeTitle(frame, consent.purpose),
    hint: consentTime(frame, consent),
  }));
  const every = { value: EVERY_CONSENT, label: say('ask.consent.every') };
  const other = { value: OTHER_CONSENT, label: say('ask.consent.other') };
  return { title, choices: [...own, ...(own.length > 1 ? [every] : []), other] };
}

function emailWords(frame: PageFrame, answers: Answers): Unlabelled {
  const say = wordsOf(frame);
  return isAboutAnother(answers)
    ? { title: say('ask.another.email'), hint: say('ask.another.email.hint') }
    : { title: say('ask.email.title'), hint: say('ask.email.hint') };
}

function messageWords(frame: PageFrame, answers: Answers): Unlabelled {
  const say = wordsOf(frame);
  if (isAboutAnother(answers))
    return { title: say('ask.another.message'), hint: say('ask.another.message.hint') };
  if (isOtherConsent(answers)) return { title: say('ask.consent.title'), hint: say('ask.consent.hint') };
  if (answers.kind === 'article')
    return { title: say('ask.article.message'), hint: say('ask.article.message.hint') };
  return needsWords(answers)
    ? { title: say('ask.message.needed'), hint: say('ask.message.needed.hint') }
    : { title: say('ask.message.title'), hint: say('ask.message.hint') };
}
