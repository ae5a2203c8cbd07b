import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, mocked, test } from './fixtures';
import { MockServer } from './mock';

const saleTile = (page: Page) =>
  page.getByRole('region', { name: 'Figures of the range' }).getByRole('button', { name: /^Sale amount/ });

test('the overview is accessible in both schemes', async ({ page, open }) => {
  await open('/overview');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expectAccessible(page, 'overview');
});

test('a tile becomes the metric of the chart and part of the address', async ({ page, open }) => {
  await open('/overview');
  const tile = saleTile(page);
  await tile.click();
  await expect(page).toHaveURL(/metric=sales/);
  await expect(tile).toHaveAttribute('aria-pressed', 'true');
  if (mocked) {
    await expect(page.getByRole('img', { name: /^Sale amount, / })).toBeVisible();
    await page.locator('label', { hasText: /^Table$/ }).click();
    await expect(page.getByRole('columnheader', { name: 'Day' })).toBeVisible();
  }
  await page.reload();
  await expect(saleTile(page)).toHaveAttribute('aria-pressed', 'true');
});

test('a preset changes the range and the address, and Back undoes it', async ({ page, open }) => {
  await open('/overview');
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await expectAccessible(page, 'date range');
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(page.getByRole('button', { name: 'Last 7 days' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Last 30 days' })).toBeVisible();
});

test('Ctrl+K finds pages, and campaigns by name', async ({ page, open }) => {
  await open('/overview');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder('Search pages, actions and campaigns');
  await expect(search).toBeFocused();
  await expectAccessible(page, 'command palette');
  if (mocked) {
    await search.fill('smart bulbs');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Lumen smart bulbs' })).toBeVisible();
  } else {
    await search.fill('conversions');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/conversions$/);
  }
});

test('a ranking sorts by keyboard and says so', async ({ page, open }) => {
  test.skip(!mocked, 'needs known campaigns');
  await open('/overview');
  const table = page.getByRole('table', { name: 'Top campaigns' });
  const header = table.getByRole('columnheader', { name: 'Conversions' });
  await expect(header).toHaveAttribute('aria-sort', 'none');
  await header.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await page.keyboard.press('Enter');
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.locator('tbody tr').first()).toContainText('Harbor Coffee subscription');
});

test('currencies are shown one at a time', async ({ page, open }) => {
  test.skip(!mocked, 'needs two currencies');
  await open('/overview?metric=sales');
  await expect(saleTile(page)).toContainText('$');
  await page.getByRole('combobox', { name: 'Currency' }).click();
  await page.getByRole('option', { name: 'EUR' }).click();
  await expect(page).toHaveURL(/currency=EUR/);
  await expect(saleTile(page)).toContainText('€');
});

test('live figures can be paused', async ({ page, open }) => {
  await open('/overview');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Pause live figures' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Resume live figures' }).click();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
});

test('the first day has empty states instead of empty tables', async ({ page, open }) => {
  test.skip(!mocked, 'needs an empty installation');
  await open('/overview', new MockServer({ empty: true }));
  await expect(page.getByText('No traffic in this range')).toBeVisible();
  await expectAccessible(page, 'empty overview');
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await expect(page.getByText('No campaigns yet')).toBeVisible();
  await page.getByRole('link', { name: 'Conversions' }).click();
  await expect(page.getByText('No conversions yet')).toBeVisible();
  await page.getByRole('link', { name: 'Payouts' }).click();
  await expect(page.getByText('No payout runs yet')).toBeVisible();
});

test('a failed load says so, names the request and can be retried', async ({ page, open, expectedFailures }) => {
  test.skip(!mocked, 'needs a failing server');
  expectedFailures.push('GET /api/v1/conversions');
  const server = new MockServer({ broken: ['conversions'] });
  await open('/conversions', server);
  await expect(page.getByText('This could not be loaded')).toBeVisible();
  await expect(page.getByText('The read model is not reachable.')).toBeVisible();
  await expect(page.getByText('Request req-7f3a')).toBeVisible();
  await expectAccessible(page, 'failed load');
  server.heal();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: 'Conversions' })).toBeVisible();
});

test('every page fits a phone', async ({ page, open }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open('/overview');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  for (const name of ['Campaigns', 'Affiliates', 'Conversions', 'Payouts']) {
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expectNoSidewaysScroll(page);
  }
  await expectAccessible(page, 'payouts on a phone');
});

test('the first tab stop skips to the content', async ({ page, open }) => {
  await open('/affiliates');
  await expect(page.getByRole('heading', { level: 1, name: 'Affiliates' })).toBeVisible();
  await page.locator('body').press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
});

test('roles see only the pages they may use', async ({ page, open }) => {
  test.skip(!mocked, 'needs users of other roles');
  const seen = async () => (await page.getByRole('navigation').getByRole('link').allTextContents()).join(' ');
  await open('/overview', new MockServer({ roles: ['FINANCE'] }));
  await expect.poll(seen).toBe('Overview Conversions Payouts');
  await open('/overview', new MockServer({ roles: ['ADVERTISER'] }));
  await expect.poll(seen).toBe('Overview Campaigns Conversions');
  await open('/payouts', new MockServer({ roles: ['AFFILIATE'] }));
  await expect.poll(seen).toBe('Overview Conversions Payouts');
  await expect(page.getByRole('table', { name: 'Payouts' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New payout run' })).toHaveCount(0);
});
