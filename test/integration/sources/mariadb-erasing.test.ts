import { describe } from 'vitest';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { erasingCases } from './erasing-cases.js';
import { mariaShop } from './erasing-shop.js';

describe.skipIf(!hasMariaDb)(`erasing in a MariaDB source (${HOW_TO_GET_A_MARIADB})`, () =>
  erasingCases(mariaShop),
);
