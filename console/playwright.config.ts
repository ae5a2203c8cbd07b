import { defineConfig } from '@playwright/test';
import { base, chromium } from '../scripts/playwright.mjs';

/** With an address `server.spec.ts` runs against that server; without one the others run on mocked answers. */
const server = process.env.TRIBUTARY_CONSOLE_URL;
const port = Number(process.env.TRIBUTARY_PREVIEW_PORT ?? 4173);
const built = process.env.TRIBUTARY_CONSOLE_BUILD ?? 'dist';

export default defineConfig({
  ...base,
  testMatch: server === undefined ? '**/*.spec.ts' : 'server.spec.ts',
  testIgnore: server === undefined ? 'server.spec.ts' : [],
  timeout: 150_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: server ?? `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    timezoneId: 'UTC',
    locale: 'en-US',
    actionTimeout: 20_000,
    contextOptions: { reducedMotion: 'reduce' },
    trace: process.env.TRIBUTARY_CONSOLE_TRACE === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: chromium(),
  },
  ...(server === undefined
    ? {
        webServer: {
          // Vite's own script: a wrapper would leave the server behind when it is stopped.
          command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort --outDir ${built}`,
          url: `http://127.0.0.1:${port}/sign-in`,
          reuseExistingServer: false,
          timeout: 60_000,
        },
      }
    : {}),
});
