// Runs the browser tests and prints a closing line with the counts. Further arguments go to Playwright.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBrowserTests } from '../../scripts/browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

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
if (process.env.TRIBUTARY_CONSOLE_URL === undefined && process.env.TRIBUTARY_CONSOLE_BUILD === undefined) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) {
    process.exit(built.status ?? 1);
  }
}
runBrowserTests(root, process.argv.slice(2));
