import { describe } from 'vitest';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { mariaShop, postgresShop } from './erasing-shop.js';
import { keepingCases } from './keeping-cases.js';

describe('what stays in a PostgreSQL source', () => keepingCases(postgresShop));

describe.skipIf(!hasMariaDb)(`what stays in a MariaDB source (${HOW_TO_GET_A_MARIADB})`, () =>
  keepingCases(mariaShop),
);
