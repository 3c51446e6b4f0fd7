import { type Request } from 'express';
import { type z } from 'zod';
import { type Locale } from '../../../platform/i18n/locale.js';
import { OfficeFormBody } from '../../api/request-schemas.js';
import { type FieldSentence } from '../field-errors.js';
import { checkForm, typed } from '../form-input.js';

export const LETTER_CHANNELS = ['letter', 'mail', 'in_person'] as const;
export const COMMENT_CHOICES = ['delete', 'detach'] as const;

/** The form as it was typed. */
export interface LetterForm {
  readonly channel: string;
  readonly receivedAt: string;
  readonly kind: string;
  readonly comments: string;
  readonly email: string;
  readonly name: string;
  readonly actingAs: string;
  readonly locale: string;
  readonly message: string;
}

/** What each field must hold. */
export const LETTER_SENTENCES: Readonly<Record<string, FieldSentence>> = {
  channel: 'error.letter.channel',
  receivedAt: 'error.letter.receivedAt',
  kind: 'error.letter.kind',
  email: 'error.email',
  name: 'error.letter.name',
  message: 'error.letter.message',
};

export function emptyLetter(locale: Locale, today: string): LetterForm {
  return {
    channel: 'letter',
    receivedAt: today,
    kind: '',
    comments: '',
    email: '',
    name: '',
    actingAs: 'self',
    locale,
    message: '',
  };
}

export function typedLetter(request: Request): LetterForm {
  return {
    channel: typed(request, 'channel'),
    receivedAt: typed(request, 'receivedAt'),
    kind: typed(request, 'kind'),
    comments: typed(request, 'comments'),
    email: typed(request, 'email'),
    name: typed(request, 'name'),
    actingAs: typed(request, 'actingAs'),
    locale: typed(request, 'locale'),
    message: typed(request, 'message'),
  };
}

/** @throws Problem 422 that names the fields which cannot be accepted */
export function checkLetter({ comments, ...form }: LetterForm): z.output<typeof OfficeFormBody> {
  const given = Object.entries(form).filter(([, value]) => value.trim() !== '');
  const scope = comments === '' ? {} : { scope: { comments } };
  return checkForm(OfficeFormBody, { ...Object.fromEntries(given), ...scope });
}
