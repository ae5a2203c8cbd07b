// Runs the browser tests and prints a closing line with the counts. Further arguments go to Playwright.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results', 'results.json');

rmSync(results, { force: true });
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
if (!existsSync(results)) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(results, 'utf8')).stats;
// A run that broke off before its first test failed as well.
const failed = Math.max(unexpected + flaky, status === 0 ? 0 : 1);
console.log(`${expected} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(status ?? 1);
