export const fr = {
  copy: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :',
  why: 'Vous recevez ce message parce que l’adresse {address} a été indiquée à {site} ou y est rattachée à un compte.',
  password: 'Personne de {site} ne vous demandera jamais votre mot de passe.',
};
