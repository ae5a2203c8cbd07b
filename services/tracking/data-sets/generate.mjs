// Installs the packages where the lockfile asks for others than are there, and writes what the edge reads:
//   node generate.mjs <folder for resources> <folder for test resources>
// Does nothing when neither the packages nor these scripts have changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { agentRules } from './agents.mjs';
import { countries, systems } from './networks.mjs';
import { samples } from './samples.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const packages = `${root}node_modules`;
const [resources, testResources] = process.argv.slice(2);

function digest(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) {
    hash.update(file).update(readFileSync(root + file));
  }
  return hash.digest('hex');
}

function upToDate(stamp, wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function install() {
  const stamp = `${packages}/.tributary-stamp`;
  const wanted = digest(['package.json', 'package-lock.json', '.npmrc']);
  if (upToDate(stamp, wanted)) {
    return;
  }
  const arguments_ = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--no-progress'];
  const done = spawnSync('npm', arguments_, { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) {
    process.exit(done.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}

function write(folder, name, content) {
  mkdirSync(dirname(`${folder}/${name}`), { recursive: true });
  writeFileSync(`${folder}/${name}`, content);
}

const scripts = readdirSync(root).filter((name) => name.endsWith('.mjs')).sort();
const wanted = digest(['package-lock.json', ...scripts]);
const stamp = `${resources}/io/tributary/tracking/dataset/stamp.txt`;
if (upToDate(stamp, wanted)) {
  console.log('tracking data: up to date');
} else {
  install();
  write(resources, 'io/tributary/tracking/agent/packages.txt', `${agentRules(packages).join('\n')}\n`);
  write(resources, 'io/tributary/tracking/network/countries.bin', countries(packages));
  write(resources, 'io/tributary/tracking/network/systems.bin', systems(packages));
  write(testResources, 'io/tributary/tracking/agent/samples.tsv', samples(packages));
  copyLicences();
  writeFileSync(ensured(stamp), wanted);
  console.log('tracking data: written');
}

/** Puts the licences of the packages whose data is delivered beside it. */
function copyLicences() {
  const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  for (const name of Object.keys(dependencies)) {
    for (const file of readdirSync(`${packages}/${name}`).filter((one) => /licen[cs]e|modifications/i.test(one))) {
      write(resources, `META-INF/licenses/${name.replace('/', '-')}/${file}`, readFileSync(`${packages}/${name}/${file}`));
    }
  }
}

function ensured(file) {
  mkdirSync(dirname(file), { recursive: true });
  return file;
}
