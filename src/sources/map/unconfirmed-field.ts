import { type FieldView } from '../snapshot.js';

/** Made by the engine for collections that unconfirmed addresses lead to: true where nothing else led to the record. */
export const UNCONFIRMED_FIELD: FieldView = {
  name: 'addressUnconfirmed',
  title: {
    ar: 'عنوان البريد لم يُؤكَّد عند الكتابة',
    fr: 'Adresse non confirmée au moment de l’écriture',
    en: 'Address was not confirmed when this was written',
  },
  category: 'technical',
};
