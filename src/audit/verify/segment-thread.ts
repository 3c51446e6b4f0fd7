import pg from 'pg';
import { parentPort, workerData } from 'node:worker_threads';
import { type SegmentTask } from './segment.js';
import { SegmentChecker } from './segment-checker.js';
import { joinSnapshot, type SnapshotPlace } from './snapshot.js';

/** Checks segments as they are asked for; ends with the message null. */
async function serve({ url, snapshot }: SnapshotPlace): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'athar-verify' });
  await client.connect();
  await joinSnapshot(client, snapshot);
  const checker = new SegmentChecker(client);
  parentPort?.on('message', (task: SegmentTask | null) => {
    if (task === null) {
      parentPort?.close();
      void client.end();
      return;
    }
    checker.check(task).then(
      (report) => parentPort?.postMessage({ report }),
      (error: unknown) => parentPort?.postMessage({ error: String(error) }),
    );
  });
}

await serve(workerData as SnapshotPlace);
