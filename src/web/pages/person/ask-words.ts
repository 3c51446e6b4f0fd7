import { REQUEST_KINDS } from '../../../policy/request-kinds.js';
import { ACTING_AS } from '../../../requests/request-kinds.js';
import { type Choice } from '../../layout/choices.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type Answers, isAboutAnother, needsWords, type Question } from './ask-answers.js';
import { kindName } from './kind-name.js';

/** A question in words. */
export interface QuestionWords {
  readonly title: string;
  readonly hint?: string;
  /** To choose one of; missing where something is to be typed. */
  readonly choices?: readonly Choice[];
  readonly label: string;
}

type Unlabelled = Omit<QuestionWords, 'label'>;

/** What an answer is an answer to, in few words. */
export function nameOf(frame: PageFrame, question: Question, answers: Answers): string {
  const say = wordsOf(frame);
  if (question === 'comments' && isAboutAnother(answers)) return say('ask.another.check.comments');
  return say(`ask.check.${question}`);
}

/** A question as it is put, by what was answered before. */
export function questionWords(frame: PageFrame, question: Question, answers: Answers): QuestionWords {
  const label = nameOf(frame, question, answers);
  switch (question) {
    case 'kind':
      return { label, ...kindWords(frame, answers) };
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
  return needsWords(answers)
    ? { title: say('ask.message.needed'), hint: say('ask.message.needed.hint') }
    : { title: say('ask.message.title'), hint: say('ask.message.hint') };
}
