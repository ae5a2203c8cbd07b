/** What the browser tests of all packages have in common: one browser at a time, and a report that `browser.mjs` reads. */
export const base = {
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]] as [
    ['list'],
    ['json', { outputFile: string }],
  ],
};

/** Chromium as it is on the machine, with switches besides those of all tests. */
export function chromium(...switches: string[]) {
  return {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...switches,
    ],
  };
}
