export const fr = {
  'confirm.subject': '{site} : confirmez votre adresse électronique',
  'confirm.text':
    'Quelqu’un, sans doute vous, a demandé à {site} un compte avec cette adresse. Appuyez sur le bouton dans {hours, plural, one {l’heure} other {les # heures}} pour créer le compte. Si ce n’était pas vous, ou si le nom d’utilisateur ci-dessous n’est pas celui que vous avez choisi, ne faites rien : aucun compte n’est créé et ce qui a été saisi est effacé.',
  'confirm.action': 'Confirmer mon adresse',

  'known.subject': '{site} : vous avez déjà un compte',
  'known.registration':
    'Quelqu’un, peut-être vous, a voulu créer un compte avec cette adresse. Elle est déjà celle de votre compte, et rien n’a changé. Si c’était vous, connectez-vous ; si vous ne vous souvenez plus du mot de passe, choisissez-en un nouveau.',
  'known.change':
    'Quelqu’un a voulu donner cette adresse à un autre compte. Elle est celle de votre compte, et rien n’a changé. Vous n’avez rien à faire.',
  'known.signIn': 'Se connecter',
  'known.reset': 'Choisir un nouveau mot de passe',

  'address.subject': '{site} : confirmez votre nouvelle adresse',
  'address.text':
    'Quelqu’un, sans doute vous, souhaite utiliser cette adresse pour un compte de {site}. Appuyez sur le bouton dans {hours, plural, one {l’heure} other {les # heures}} pour l’utiliser. Jusque-là, les messages vont à l’adresse précédente. Si ce n’était pas vous, ne faites rien.',
  'address.action': 'Utiliser cette adresse',

  'changed.subject': '{site} : l’adresse de votre compte a changé',
  'changed.text':
    'Les messages au sujet de votre compte de {site} vont désormais à une autre adresse. Si ce changement vient de vous, vous n’avez rien à faire. Sinon, appuyez sur le bouton dans {days, plural, one {la journée} other {les # jours}} : votre compte retrouve cette adresse, toutes les connexions prennent fin et vous choisissez un nouveau mot de passe.',
  'changed.action': 'Ce n’était pas moi : annuler',

  'fact.username': 'Nom d’utilisateur',
  'fact.at': 'Date',

  'office.subject': '{site} : votre profil a été modifié par le service',
  'office.text':
    'Un administrateur de {site} a modifié les éléments de votre profil indiqués ci-dessous. Si cela n’est pas exact, ouvrez votre compte et corrigez-les, ou écrivez-nous en réponse à cet e-mail.',
  'office.action': 'Ouvrir mon compte',
  'office.and': ', ',
  'fact.fields': 'Modifié',
  'field.displayName': 'Nom affiché',
  'field.website': 'Site web',
  'field.about': 'À propos',
  'field.locale': 'Langue',

  'log.checkpoint.subject': '{site} : le point de contrôle du journal d’aujourd’hui',
  'log.checkpoint.text':
    'Le fichier joint est l’état signé du journal de {site}. Conservez-le : grâce à lui, vous ou toute personne à qui vous le remettez pourrez prouver plus tard qu’aucun événement antérieur n’a été modifié ni retiré.',
  'log.size': 'Événements',
  'log.root': 'Racine',
  'log.signedAt': 'Signé',
  'log.contradicted.subject': '{site} : le journal contredit son dernier point de contrôle',
  'log.contradicted.text':
    'Le journal de {site} ne contient plus ce qui avait été signé. Plus rien n’est signé tant que la cause n’est pas établie. Un opérateur en saura plus avec la commande : athar audit verify',
  'log.shorter':
    'Il contient moins d’événements que ce qui avait été signé : la base a été restaurée depuis une sauvegarde, ou des événements ont été retirés.',
  'log.changed':
    'Il contient d’autres événements que ceux qui avaient été signés : la base a été modifiée en dehors du portail.',
  'log.anotherKey':
    'Le dernier point de contrôle a été signé par une autre clé : le secret du portail a été remplacé.',

  'promises.subject': '{site} : un engagement de la politique de confidentialité n’est pas tenu',
  'promises.text':
    'Le portail de {site} a contrôlé sa propre politique : il ne tient pas les engagements ci-dessous. La page des preuves dit ce qui a été constaté.',
  'promises.action': 'Voir les preuves',

  'policy.subject': '{site} : notre politique de confidentialité change le {day}',
  'policy.text':
    'À partir du {day}, {site} applique une nouvelle version de sa politique de confidentialité. La page ci-dessous montre ce qui change, phrase par phrase, à côté de ce qui vaut jusque-là. Vos droits demeurent : vous pouvez demander vos données, ou leur effacement, à tout moment.',
  'policy.action': 'Voir ce qui change',
} as const;
