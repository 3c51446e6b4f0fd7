import { afterAll, beforeAll, describe } from 'vitest';
import { MariaErasable } from '../../../src/sources/mariadb/maria-erasable.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { doubtfulCases } from './doubtful-cases.js';
import { MariaShop } from './maria-shop.js';

describe.skipIf(!hasMariaDb)(
  `rows of a MariaDB source that may be somebody else’s (${HOW_TO_GET_A_MARIADB})`,
  () => {
    let shop: MariaShop;

    beforeAll(async () => {
      shop = await MariaShop.start();
    }, 120_000);
    afterAll(() => shop.stop());

    doubtfulCases(() => ({
      tables: (sql) => shop.tables(sql),
      source: (map) => shop.source(map),
      erasable: (map) => new MariaErasable(shop.source(map)),
    }));
  },
);
