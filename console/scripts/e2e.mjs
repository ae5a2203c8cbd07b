// Runs the browser tests and prints a closing line with the counts. Further arguments go to Playwright.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results', 'results.json');
const run = (script, ...args) =>
  spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' }).status ??
  1;

/** A port that was free a moment ago, so that a server left behind by an interrupted run is not in the way. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(String(port)));
    });
  });
}

process.env.TRIBUTARY_PREVIEW_PORT ??= await freePort();
rmSync(results, { force: true });
if (process.env.TRIBUTARY_CONSOLE_URL === undefined && process.env.TRIBUTARY_CONSOLE_BUILD === undefined) {
  const built = run('vite/bin/vite.js', 'build', '--logLevel', 'warn');
  if (built !== 0) {
    process.exit(built);
  }
}
const status = run('@playwright/test/cli.js', 'test', ...process.argv.slice(2));
if (!existsSync(results)) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(results, 'utf8')).stats;
// A run that broke off before its first test failed as well.
const failed = Math.max(unexpected + flaky, status === 0 ? 0 : 1);
console.log(`${expected} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(status);
