import { type Config } from '../platform/config/config.js';
import { type PolicyOffice } from '../policy/site-policy.js';

/** The office of this portal, as its policy names it. */
export function policyOffice(config: Config): PolicyOffice {
  return { siteName: config.siteName, regimeCode: config.regime, siteAddress: config.baseUrl };
}
