import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs the browser tests of the package in a folder, prints a closing line with the counts and ends this process. The
 * arguments go to Playwright.
 */
export function runBrowserTests(folder, args) {
  const results = join(folder, 'test-results', 'results.json');
  rmSync(results, { force: true });
  const cli = join(folder, 'node_modules/@playwright/test/cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'test', ...args], { cwd: folder, stdio: 'inherit' });
  if (!existsSync(results)) {
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(results, 'utf8')).stats;
  // A run that broke off before its first test failed as well.
  const failed = Math.max(unexpected + flaky, status === 0 ? 0 : 1);
  console.log(`${expected} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(status ?? 1);
}
