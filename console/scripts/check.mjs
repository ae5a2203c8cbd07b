// Everything that must hold before the console ships, besides the tests: types, lint and format, locale keys, a lockfile
// without addresses, the committed contract types, and the size of the first load.
// Usage: node scripts/check.mjs [folder of a finished build]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const built =
  process.argv[2] ?? (existsSync(join(root, 'dist')) ? join(root, 'dist') : join(root, 'target/classes/console'));
const KB = 1000;
const BUDGETS = { script: 250 * KB, style: 45 * KB, font: 50 * KB, dashboard: 175 * KB };

let passed = 0;
const failures = [];

function check(name, run) {
  const findings = run();
  if (findings.length === 0) {
    passed += 1;
    console.log(`ok    ${name}`);
  } else {
    failures.push(name);
    console.log(`FAIL  ${name}`);
    for (const finding of findings) {
      console.log(`      ${finding}`);
    }
  }
}

function tool(script, ...args) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return done.status === 0 ? [] : `${done.stdout}${done.stderr}`.trimEnd().split('\n');
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

function keysOf(node, prefix = '') {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

/** A key counts as used when it is written out, or when a template such as t(`status.${x}`) names its group. */
function localeFindings() {
  const folder = join(root, 'src/locales');
  const locales = readdirSync(folder).map((file) => [
    file,
    keysOf(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  ]);
  const english = new Set(locales.find(([file]) => file === 'en.json')[1]);
  const text = sources(join(root, 'src')).join('\n');
  const used = (key) => {
    const base = key.replace(/_(one|other)$/, '');
    const parent = `${base.slice(0, base.lastIndexOf('.') + 1)}\${`;
    const stem = base.match(/^(.*\.[a-z]+_)[a-zA-Z_]+$/)?.[1];
    return (
      text.includes(`'${base}'`) ||
      text.includes(`\`${parent}`) ||
      (stem !== undefined && text.includes(`\`${stem}\${`))
    );
  };
  return [
    ...[...english].filter((key) => !used(key)).map((key) => `en.json: ${key} is never used`),
    ...locales.flatMap(([file, keys]) => [
      ...[...english].filter((key) => !keys.includes(key)).map((key) => `${file}: ${key} is missing`),
      ...keys.filter((key) => !english.has(key)).map((key) => `${file}: ${key} is not in en.json`),
    ]),
  ];
}

const zipped = (file) => gzipSync(readFileSync(join(built, file))).length;
const total = (files) => [...files].reduce((sum, file) => sum + zipped(file), 0);
const over = (name, size, budget) => {
  console.log(`      ${name}: ${(size / KB).toFixed(1)} kB gz of ${budget / KB}`);
  return size > budget ? [`${name} is ${(size / KB).toFixed(1)} kB, the budget is ${budget / KB} kB`] : [];
};

/** Script files reachable from one by static imports. */
function closure(files) {
  const seen = new Set();
  const visit = (file) => {
    if (!seen.has(file)) {
      seen.add(file);
      const text = readFileSync(join(built, 'assets', file), 'utf8');
      for (const match of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
        visit(match[1]);
      }
    }
  };
  files.forEach(visit);
  return seen;
}

function budgetFindings() {
  if (!existsSync(join(built, 'index.html'))) {
    return [`no build in ${built}: run npm run build first`];
  }
  const page = readFileSync(join(built, 'index.html'), 'utf8');
  const tags = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]);
  const first = closure(tags.filter((file) => file.endsWith('.js')).map((file) => file.slice('assets/'.length)));
  const assets = readdirSync(join(built, 'assets'));
  const overview = assets.filter((file) => /^(OverviewPage|MainChart)-.*\.js$/.test(file));
  const dashboard = [...closure(overview)].filter((file) => !first.has(file));
  const fonts = assets.filter((file) => /inter-latin-wght-normal.*\.woff2$/.test(file));
  const findings = [
    ...over('first load, script', total([...first].map((file) => `assets/${file}`)), BUDGETS.script),
    ...over('first load, style', total(tags.filter((file) => file.endsWith('.css'))), BUDGETS.style),
    ...over('dashboard on demand', total(dashboard.map((file) => `assets/${file}`)), BUDGETS.dashboard),
    ...over(
      'font',
      fonts.reduce((sum, file) => sum + readFileSync(join(built, 'assets', file)).length, 0),
      BUDGETS.font,
    ),
  ];
  if (fonts.length !== 1) {
    findings.push(`expected one Latin font file, found ${fonts.length}`);
  }
  if ([...first].some((file) => readFileSync(join(built, 'assets', file), 'utf8').includes('recharts-'))) {
    findings.push('the chart library is part of the first load');
  }
  if (!page.includes('nonce="__CSP_NONCE__"')) {
    findings.push('the page has no place for the nonce');
  }
  return findings;
}

check('types', () => tool('typescript7/bin/tsc', '--noEmit', '-p', 'tsconfig.json'));
check('lint and format', () => tool('@biomejs/biome/bin/biome', 'check', '.', '../scripts'));
check('locale files: every key is used and every language has it', localeFindings);
check('lockfile without addresses', () =>
  readFileSync(join(root, 'package-lock.json'), 'utf8').includes('"resolved"')
    ? ['package-lock.json has "resolved"']
    : [],
);
check('types generated from the contract are the committed ones', () => {
  const done = spawnSync(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  return done.status === 0 ? [] : done.stderr.trimEnd().split('\n');
});
check('bundle budgets', budgetFindings);

console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
