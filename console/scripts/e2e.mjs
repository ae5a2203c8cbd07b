// Runs the browser tests and prints a closing line with the counts. Further arguments go to Playwright.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results', 'results.json');
const run = (script, ...args) =>
  spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' }).status ??
  1;

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
console.log(`${expected} passed, ${unexpected + flaky} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(status);
