import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { ADMIN, MockServer } from './mock';

export { expect };

/** Whether the specs talk to mocked answers; otherwise to the server the environment names. */
export const mocked = process.env.TRIBUTARY_CONSOLE_URL === undefined;
export const admin = mocked
  ? ADMIN
  : {
      email: process.env.TRIBUTARY_ADMIN_EMAIL ?? 'admin@example.com',
      password: process.env.TRIBUTARY_ADMIN_PASSWORD ?? '',
    };

interface Fixtures {
  /** Addresses whose failed answer a test expects, as method and path: `POST /api/v1/auth/login`. */
  expectedFailures: string[];
  /** Fails the test on console errors, page errors and requests to other hosts. */
  watch: undefined;
  /** Opens a page as the administrator; in a mocked run over `mock`. */
  open: (path: string, mock?: MockServer) => Promise<MockServer | null>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
  expectedFailures: async ({}, use) => use([]),

  watch: [
    async ({ page, baseURL, expectedFailures }, use) => {
      const home = new URL(baseURL ?? '').host;
      const findings: string[] = [];
      page.on('pageerror', (error) => findings.push(`page error: ${error.message}`));
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.host !== home) {
          findings.push(`outside request: ${request.url()}`);
        }
      });
      page.on('console', (message) => {
        const failedLoad = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !(failedLoad && isExpected(message.location().url, expectedFailures))) {
          findings.push(`console error: ${message.text()} ${message.location().url}`);
        }
      });
      await use(undefined);
      expect(findings).toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ page, expectedFailures }, use) => {
    await use(async (path, mock) => {
      if (mocked) {
        const server = mock ?? new MockServer();
        await server.install(page);
        await page.goto(path);
        return server;
      }
      expectedFailures.push('GET /api/v1/me', 'POST /api/v1/auth/refresh');
      await page.goto(path);
      await signIn(page);
      return null;
    });
  },
});

function isExpected(url: string, expected: string[]): boolean {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  return expected.some((one) => one.endsWith(` ${path}`));
}

export async function signIn(page: Page, password = admin.password) {
  await page.getByLabel('E-mail').fill(admin.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** No finding of WCAG 2.2 A and AA in light, and enough contrast in dark: nothing else depends on the scheme. */
export async function expectAccessible(page: Page, what: string) {
  for (const scheme of ['light', 'dark'] as const) {
    await page.evaluate((value) => document.documentElement.setAttribute('data-mantine-color-scheme', value), scheme);
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
    const { violations } = await (scheme === 'dark'
      ? axe.withRules(['color-contrast'])
      : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    ).analyze();
    const found = violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    );
    expect(found, `${what}, ${scheme}`).toEqual([]);
  }
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));
}

/** At the width of a phone the page itself never scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
}
