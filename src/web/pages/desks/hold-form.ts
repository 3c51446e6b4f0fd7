import { type Request } from 'express';
import { type z } from 'zod';
import { check } from '../../../platform/http/input-checker.js';
import { type FieldProblem, invalidFields, Problem } from '../../../platform/http/problem.js';
import { HoldFormBody } from '../../api/hold-schemas.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { fieldErrors, type FieldSentence } from '../field-errors.js';
import { typed } from '../form-input.js';

/** Fields of the form, named as the pointers of what is wrong with them, with what each must hold. */
const FIELDS = {
  matter: 'error.holdMatter',
  purpose: 'error.holdPurpose',
  citation: 'error.holdCitation',
  'scope/email': 'error.email',
  'scope/source': 'error.holdSource',
  'scope/collection': 'error.holdCollection',
  'scope/category': 'error.holdCategory',
  'scope/articleId': 'error.holdArticle',
  'scope/recordIds': 'error.holdRecords',
  'scope/from': 'error.deskDay',
  'scope/to': 'error.holdTo',
  scope: 'error.holdScope',
  reviewOn: 'error.holdReview',
  visibility: 'error.holdVisibility',
} as const satisfies Readonly<Record<string, FieldSentence>>;

type Field = Exclude<keyof typeof FIELDS, 'scope'>;
const NAMES = Object.keys(FIELDS).filter((name): name is Field => name !== 'scope');

/** What was typed, field by field; empty where nothing was. */
export type TypedHold = Readonly<Record<Field, string>>;

export function typedHold(request: Request): TypedHold {
  const values = Object.fromEntries(NAMES.map((name) => [name, typed(request, name)]));
  return values as Record<Field, string>;
}

/** The form before anything is typed. */
export function emptyHold(): TypedHold {
  const values = Object.fromEntries(NAMES.map((name) => [name, name === 'visibility' ? 'open' : '']));
  return values as Record<Field, string>;
}

/** @throws Problem 422 that names the fields */
export function holdBody(form: TypedHold): z.output<typeof HoldFormBody> {
  const { matter, purpose, citation, visibility } = form;
  const given = NAMES.filter((name) => name.startsWith('scope/') && form[name].trim() !== '');
  const scope = Object.fromEntries(
    given.map((name) => [name.slice('scope/'.length), scopeValue(name, form)]),
  );
  const values = {
    matter,
    purpose,
    citation,
    scope,
    reviewOn: latinDigits(form.reviewOn),
    visibility,
  };
  const problems: FieldProblem[] = [];
  const checked = check(HoldFormBody, values, '/', problems);
  if (checked !== undefined) return checked;
  // What the schema lets pass is refused by the holds themselves: told now, it does not come up in a second round.
  const empty = given.length === 0 ? [{ pointer: '/scope', message: 'Name what is held.' }] : [];
  throw invalidFields(...problems, ...empty);
}

/** What is wrong, by field. A wrong record id is a fault of their list. */
export function holdErrors(frame: PageFrame, refusal: Problem): FieldError[] {
  const errors = refusal.errors.map(({ pointer, message }): FieldProblem => ({
    pointer: pointer.startsWith('/scope/recordIds/') ? '/scope/recordIds' : pointer,
    message,
  }));
  const { status, code, detail } = refusal;
  return fieldErrors(frame, new Problem(status, code, detail, errors), FIELDS);
}

function scopeValue(name: Field, form: TypedHold): string | string[] {
  const text = form[name].trim();
  if (name === 'scope/recordIds') return text.split(/\s*[\r\n]+\s*/).filter((id) => id !== '');
  return name === 'scope/from' || name === 'scope/to' ? latinDigits(text) : text;
}

/** Browsers without a picker of days let people type them, in the digits they use. */
export function latinDigits(text: string): string {
  return text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}
