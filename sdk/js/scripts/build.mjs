// Builds t.js and t-fp.js with their compressed forms, the ES module and its declarations.
// Usage: node scripts/build.mjs [folder that the edge's files are put into as well]
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const target = 'es2020';
const shared = { absWorkingDir: root, bundle: true, target, logLevel: 'warning', legalComments: 'none' };

rmSync(dist, { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: { t: 'src/browser.ts', 't-fp': 'src/fingerprint.ts' },
  outdir: dist,
  format: 'iife',
  minify: true,
  banner: { js: '/* Tributary, Apache-2.0. t-fp.js contains FingerprintJS, MIT, (c) FingerprintJS, Inc */' },
});
await build({ ...shared, entryPoints: ['src/index.ts'], outdir: dist, format: 'esm', sourcemap: true });

const declarations = spawnSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), ...['-p', 'tsconfig.build.json', '--outDir', dist]],
  { cwd: root, stdio: 'inherit' },
);
if (declarations.status !== 0) {
  process.exit(declarations.status ?? 1);
}

const [folder] = process.argv.slice(2);
for (const name of ['t.js', 't-fp.js']) {
  const zipped = gzipSync(readFileSync(join(dist, name)), { level: 9 });
  writeFileSync(join(dist, `${name}.gz`), zipped);
  console.log(`sdk: ${name} ${zipped.length} bytes gz`);
  if (folder) {
    mkdirSync(folder, { recursive: true });
    cpSync(join(dist, name), join(folder, name));
    cpSync(join(dist, `${name}.gz`), join(folder, `${name}.gz`));
  }
}
