// Everything that must hold before the script ships, besides the tests: types, lint and format, a lockfile without
// addresses, the size of what every page loads, and that it runs under a strict content security policy.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = (name) => join(root, 'dist', name);

/** Of t.js as browsers load it, in bytes. */
const BUDGET = 6_000;

let passed = 0;
let failed = 0;

function check(name, run) {
  const findings = run();
  console.log(`${findings.length === 0 ? 'ok   ' : 'FAIL '} ${name}`);
  for (const finding of findings) {
    console.log(`      ${finding}`);
  }
  findings.length === 0 ? passed++ : failed++;
}

function tool(script, ...args) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return done.status === 0 ? [] : `${done.stdout}${done.stderr}`.trimEnd().split('\n');
}

check('types', () => tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'));
check('lint and format', () => tool('@biomejs/biome/bin/biome', 'check', '.'));
check('lockfile without addresses', () =>
  readFileSync(join(root, 'package-lock.json'), 'utf8').includes('"resolved"')
    ? ['package-lock.json has "resolved"']
    : [],
);
check('size of t.js', () => {
  if (!existsSync(dist('t.js.gz'))) {
    return ['not built: run npm run build first'];
  }
  const size = readFileSync(dist('t.js.gz')).length;
  console.log(`      t.js: ${size} of ${BUDGET} bytes gz`);
  return size < BUDGET ? [] : [`t.js has ${size} bytes, the budget is ${BUDGET}`];
});
check('the fingerprint is no part of t.js', () =>
  /fingerprintjs/i.test(readFileSync(dist('t.js'), 'utf8').replace(/^\/\*.*?\*\//, '')) ? ['t.js names it'] : [],
);
check('nothing is compiled or written as script at run time', () => {
  const text = readFileSync(dist('t.js'), 'utf8');
  return ['eval(', 'new Function', 'innerHTML', 'document.write'].filter((word) => text.includes(word));
});
check('declarations of the module', () => (existsSync(dist('index.d.ts')) ? [] : ['dist/index.d.ts is missing']));

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
