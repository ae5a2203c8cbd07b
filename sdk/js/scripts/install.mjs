// Runs `npm ci` only when the lockfile, package.json or the Node version differ from the last installation.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.tributary-stamp`;
const hash = createHash('sha256').update(process.version);
for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
  hash.update(readFileSync(root + file));
}
const wanted = hash.digest('hex');

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  console.log('sdk: packages are up to date');
} else {
  const done = spawnSync('npm', ['ci', '--prefer-offline', '--no-progress'], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) {
    process.exit(done.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
