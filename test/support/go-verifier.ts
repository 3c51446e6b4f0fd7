import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian's packages put Go libraries. */
const LIBRARIES = '/usr/share/gocode';
const SOURCE = join(import.meta.dirname, '../../docs/verify/go/main.go');

export const HOW_TO_GET_GO = 'needs Go and its library: apt-get install golang-go golang-golang-x-mod-dev';

export const hasGo =
  existsSync(join(LIBRARIES, 'src/golang.org/x/mod/sumdb/tlog')) &&
  spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0;

/** The checker of `docs/verify/go`, built in a folder of its own. */
export class GoVerifier {
  private readonly folder = mkdtempSync(join(tmpdir(), 'athar-test-go-'));

  build(): void {
    execFileSync('go', ['build', '-o', join(this.folder, 'verify'), SOURCE], {
      env: {
        ...process.env,
        GO111MODULE: 'off',
        GOPATH: LIBRARIES,
        GOFLAGS: '',
        GOCACHE: join(this.folder, 'cache'),
      },
    });
  }

  /** @returns what it says, with its exit code before it */
  check(input: object): string {
    const { status, stdout, stderr } = spawnSync(join(this.folder, 'verify'), {
      input: JSON.stringify(input),
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    return `${status}: ${stdout}${stderr}`.trimEnd();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
