// Installs the packages of a folder:
//   node install.mjs <folder>
// Runs `npm ci` only when the lockfile, package.json, .npmrc or the Node version differ from the last installation, so
// that a second build needs no network.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.'] = process.argv.slice(2);
const stamp = join(folder, 'node_modules/.tributary-stamp');
const hash = createHash('sha256').update(process.version);
for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
  hash.update(readFileSync(join(folder, file)));
}
const wanted = hash.digest('hex');

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  console.log(`${JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name}: packages are up to date`);
} else {
  const done = spawnSync('npm', ['ci', '--prefer-offline', '--no-progress'], { cwd: folder, stdio: 'inherit' });
  if (done.status !== 0) {
    process.exit(done.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
