import { MariaPool } from '../../sources/mariadb/maria-pool.js';
import { MariaSource } from '../../sources/mariadb/maria-source.js';
import { readMap } from '../../sources/map/map-file.js';
import { withPrefix } from '../../sources/map/with-prefix.js';
import { answer, setting } from '../child.js';
import { makeBundle } from '../export/make-bundle.js';

const pool = new MariaPool(setting('BENCH_SITE_URL'));
const map = withPrefix(readMap('wordpress'), setting('BENCH_PREFIX'));
const made = await makeBundle(
  new MariaSource('wordpress', map, pool),
  setting('BENCH_EMAIL'),
  setting('BENCH_FOLDER'),
);
await pool.end();
answer(made);
