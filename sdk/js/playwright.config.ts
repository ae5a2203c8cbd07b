import { defineConfig } from '@playwright/test';
import { base, chromium } from '../../scripts/playwright.mjs';

/** Runs against an edge that is told by the environment; see `e2e/site.ts`. */
export default defineConfig({
  ...base,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    actionTimeout: 10_000,
    launchOptions: chromium('--host-resolver-rules=MAP *.localhost 127.0.0.1'),
  },
});
