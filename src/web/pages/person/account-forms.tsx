import { type FieldError } from '../../layout/field-error.js';
import { Select } from '../../layout/choices.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit, WaitNotice } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';
import { LANGUAGE_CHOICES } from './account-view.js';
import { type ComponentChildren } from 'preact';
import { CurrentPassword } from './current-password.js';

interface FormView {
  readonly frame: PageFrame;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

function FormPage({
  frame,
  errors,
  waitMinutes,
  title,
  intro,
  children,
}: FormView & { title: string; intro?: string; children: ComponentChildren }) {
  return (
    <Layout frame={frame} title={markedTitle(frame, title, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <WaitNotice frame={frame} minutes={waitMinutes} />
      <h1>{title}</h1>
      {intro !== undefined && <p class="lead">{intro}</p>}
      <Form frame={frame}>{children}</Form>
      <p class="mt-4">
        <a href={linkTo(frame, '/account')}>{wordsOf(frame)('account.back')}</a>
      </p>
    </Layout>
  );
}

/** What of a profile its owner writes; empty fields hold nothing. */
export interface ProfileFields {
  readonly displayName: string;
  readonly website: string;
  readonly about: string;
  readonly locale: string;
}

export function ProfileForm({ fields, ...view }: FormView & { fields: ProfileFields }) {
  const { errors } = view;
  const say = wordsOf(view.frame);
  return (
    <FormPage {...view} title={say('profile.edit')} intro={say('profile.intro')}>
      <TextField
        name="displayName"
        label={say('register.displayName')}
        hint={say('register.displayName.hint')}
        value={fields.displayName}
        autocomplete="name"
        required={false}
        errors={errors}
      />
      <TextField
        name="website"
        label={say('profile.website')}
        value={fields.website}
        type="url"
        autocomplete="url"
        required={false}
        errors={errors}
      />
      <TextArea
        name="about"
        label={say('profile.about')}
        value={fields.about}
        most={2000}
        required={false}
        errors={errors}
      />
      <Select
        name="locale"
        label={say('profile.locale')}
        hint={say('profile.locale.hint')}
        value={fields.locale}
        choices={LANGUAGE_CHOICES}
        errors={errors}
      />
      <Submit>{say('profile.save')}</Submit>
    </FormPage>
  );
}

export function AddressForm({
  email,
  asksPassword,
  ...view
}: FormView & { email: string; asksPassword: boolean }) {
  const { errors } = view;
  const say = wordsOf(view.frame);
  return (
    <FormPage {...view} title={say('address.title')} intro={say('address.intro')}>
      <TextField
        name="email"
        label={say('address.new')}
        value={email}
        type="email"
        autocomplete="email"
        errors={errors}
      />
      {asksPassword && <CurrentPassword frame={view.frame} errors={errors} />}
      <Submit>{say('address.save')}</Submit>
    </FormPage>
  );
}

export function PasswordForm({ least, ...view }: FormView & { least: number }) {
  const { errors } = view;
  const say = wordsOf(view.frame);
  return (
    <FormPage {...view} title={say('password.title')} intro={say('reset.intro')}>
      <TextField
        name="current"
        label={say('password.current')}
        type="password"
        autocomplete="current-password"
        errors={errors}
      />
      <TextField
        name="password"
        label={say('reset.password')}
        hint={say('reset.hint', { least })}
        type="password"
        autocomplete="new-password"
        errors={errors}
      />
      <Submit>{say('reset.button')}</Submit>
    </FormPage>
  );
}
