// Writes src/api/generated.ts from the server's OpenAPI document; `--check` fails when the committed file differs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const contract = join(root, '..', 'docs', 'openapi.json');
const target = join(root, 'src', 'api', 'generated.ts');
const check = process.argv.includes('--check');

if (!existsSync(contract)) {
  console.error('docs/openapi.json is missing: nothing to generate from');
  process.exit(1);
}
const output = check ? join(mkdtempSync(join(tmpdir(), 'tributary-console-')), 'generated.ts') : target;
const cli = join(root, 'node_modules', 'openapi-typescript', 'bin', 'cli.js');
const done = spawnSync(process.execPath, [cli, contract, '-o', output], { cwd: root, stdio: 'inherit' });
if (done.status !== 0) {
  process.exit(done.status ?? 1);
}
if (check && readFileSync(output, 'utf8') !== readFileSync(target, 'utf8')) {
  console.error('src/api/generated.ts differs from docs/openapi.json: run npm run generate');
  process.exit(1);
}
