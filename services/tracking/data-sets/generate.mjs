// Writes what the edge reads from the installed packages:
//   node generate.mjs <folder for resources> <folder for test resources>
// Does nothing when neither the packages nor these scripts have changed since.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { agentRules } from './agents.mjs';
import { countries, systems } from './networks.mjs';
import { samples } from './samples.mjs';
import { zones } from './zones.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const packages = `${root}node_modules`;
const [resources, testResources] = process.argv.slice(2);

function write(folder, name, content) {
  mkdirSync(dirname(`${folder}/${name}`), { recursive: true });
  writeFileSync(`${folder}/${name}`, content);
}

const scripts = readdirSync(root).filter((name) => name.endsWith('.mjs')).sort();
const hash = createHash('sha256').update(process.version);
for (const file of ['package-lock.json', ...scripts]) {
  hash.update(file).update(readFileSync(root + file));
}
const wanted = hash.digest('hex');
const stamp = `${resources}/io/tributary/tracking/dataset/stamp.txt`;
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  console.log('tracking data: up to date');
} else {
  write(resources, 'io/tributary/tracking/agent/packages.txt', `${agentRules(packages).join('\n')}\n`);
  write(resources, 'io/tributary/tracking/network/countries.bin', countries(packages));
  write(resources, 'io/tributary/tracking/network/systems.bin', systems(packages));
  write(resources, 'io/tributary/tracking/network/zones.txt', `${zones(packages).join('\n')}\n`);
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
