import { catalogue } from '../../platform/i18n/catalogue.js';
import { writtenRetentions } from '../../policy/written.js';
import { ar as actionsAr } from './actions/ar.js';
import { en as actionsEn } from './actions/en.js';
import { fr as actionsFr } from './actions/fr.js';
import { ar as accountAr } from './account/ar.js';
import { en as accountEn } from './account/en.js';
import { fr as accountFr } from './account/fr.js';
import { ar as adminAr } from './admin/ar.js';
import { en as adminEn } from './admin/en.js';
import { fr as adminFr } from './admin/fr.js';
import { ar as articlesAr } from './articles/ar.js';
import { en as articlesEn } from './articles/en.js';
import { fr as articlesFr } from './articles/fr.js';
import { ar as askingAr } from './asking/ar.js';
import { en as askingEn } from './asking/en.js';
import { fr as askingFr } from './asking/fr.js';
import { ar as auditorAr } from './auditor/ar.js';
import { ar as detailsAr } from './details/ar.js';
import { en as auditorEn } from './auditor/en.js';
import { ar as commentsAr } from './comments/ar.js';
import { en as commentsEn } from './comments/en.js';
import { fr as commentsFr } from './comments/fr.js';
import { en as detailsEn } from './details/en.js';
import { fr as auditorFr } from './auditor/fr.js';
import { fr as detailsFr } from './details/fr.js';
import { ar as cookiesAr } from './cookies/ar.js';
import { ar as evidenceAr } from './evidence/ar.js';
import { en as evidenceEn } from './evidence/en.js';
import { fr as evidenceFr } from './evidence/fr.js';
import { ar as desksAr } from './desks/ar.js';
import { en as cookiesEn } from './cookies/en.js';
import { en as desksEn } from './desks/en.js';
import { fr as cookiesFr } from './cookies/fr.js';
import { fr as desksFr } from './desks/fr.js';
import { ar as casesAr } from './cases/ar.js';
import { en as casesEn } from './cases/en.js';
import { fr as casesFr } from './cases/fr.js';
import { ar as mediaAr } from './media/ar.js';
import { en as mediaEn } from './media/en.js';
import { fr as mediaFr } from './media/fr.js';
import { ar as peopleAr } from './people/ar.js';
import { en as peopleEn } from './people/en.js';
import { fr as peopleFr } from './people/fr.js';
import { ar as personAr } from './person/ar.js';
import { en as personEn } from './person/en.js';
import { fr as personFr } from './person/fr.js';
import { ar as problemsAr } from './problems/ar.js';
import { en as problemsEn } from './problems/en.js';
import { fr as problemsFr } from './problems/fr.js';
import { ar as restrictionsAr } from './restrictions/ar.js';
import { ar as systemsAr } from './systems/ar.js';
import { en as restrictionsEn } from './restrictions/en.js';
import { en as systemsEn } from './systems/en.js';
import { fr as restrictionsFr } from './restrictions/fr.js';
import { fr as systemsFr } from './systems/fr.js';
import { ar as siteAr } from './site/ar.js';
import { en as siteEn } from './site/en.js';
import { fr as siteFr } from './site/fr.js';

/** Every sentence of the pages, by language and key. The key's first part is the page or the part of a page. */
export const pageTexts = {
  en: {
    ...siteEn,
    ...commentsEn,
    ...personEn,
    ...accountEn,
    ...askingEn,
    ...adminEn,
    ...casesEn,
    ...auditorEn,
    ...detailsEn,
    ...evidenceEn,
    ...actionsEn,
    ...desksEn,
    ...mediaEn,
    ...articlesEn,
    ...peopleEn,
    ...restrictionsEn,
    ...systemsEn,
    ...problemsEn,
    ...cookiesEn,
  },
  fr: {
    ...siteFr,
    ...commentsFr,
    ...personFr,
    ...accountFr,
    ...askingFr,
    ...adminFr,
    ...casesFr,
    ...auditorFr,
    ...detailsFr,
    ...evidenceFr,
    ...actionsFr,
    ...desksFr,
    ...mediaFr,
    ...articlesFr,
    ...peopleFr,
    ...restrictionsFr,
    ...systemsFr,
    ...problemsFr,
    ...cookiesFr,
  },
  ar: {
    ...siteAr,
    ...commentsAr,
    ...personAr,
    ...accountAr,
    ...askingAr,
    ...adminAr,
    ...casesAr,
    ...auditorAr,
    ...detailsAr,
    ...evidenceAr,
    ...actionsAr,
    ...desksAr,
    ...mediaAr,
    ...articlesAr,
    ...peopleAr,
    ...restrictionsAr,
    ...systemsAr,
    ...problemsAr,
    ...cookiesAr,
  },
};

/** The words of the pages. They name lengths of the policy as `{session}`, never by a number of their own. */
export const pageWords = catalogue(pageTexts, writtenRetentions);

export type PageKey = keyof typeof pageTexts.en;

/** Whether the catalogue has this key: for keys that are put together from a code. */
export function isPageKey(key: string): key is PageKey {
  return Object.hasOwn(pageTexts.en, key);
}
