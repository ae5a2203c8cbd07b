import type { Page } from '@playwright/test';
import type { Affiliate, Campaign, Commission, Conversion } from '../src/api/types';
import { admin, expect, expectAccessible, signIn, test } from './fixtures';

/*
 * What a person does, against a real server. It needs a programme with traffic: a commission that waits and is worth a
 * payout, another conversion, and a user of an affiliate, whose name and password the environment tells.
 */

const affiliateUser = {
  email: process.env.TRIBUTARY_AFFILIATE_EMAIL ?? 'affiliate@demo.example',
  password: process.env.TRIBUTARY_AFFILIATE_PASSWORD ?? admin.password,
};

/** Unlike every name that earlier runs against the same server left behind. */
const run = Date.now().toString(36);

/** Begins a session without the form, which has a test of its own. */
async function enter(page: Page, user: { email: string; password: string }, path: string) {
  const answer = await page.request.post('/api/v1/auth/login', { data: user, headers: { 'X-Tributary-Console': '1' } });
  expect(answer.status()).toBe(200);
  await page.goto(path);
}

/** The API with the session of the page. */
async function read<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`/api/v1/${path}`);
  expect(answer.status(), path).toBe(200);
  return answer.json();
}

async function write<T>(page: Page, path: string, data: unknown): Promise<T> {
  const headers = { 'X-Tributary-Console': '1', 'Idempotency-Key': `${run}-${path}` };
  const answer = await page.request.post(`/api/v1/${path}`, { data, headers });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

async function settled(page: Page, heading: string) {
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

async function choose(page: Page, field: string | RegExp, option: string) {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('a wrong password is refused, the right one leads to the wanted page, and signing out ends the session', async ({
  page,
  expectedFailures,
}) => {
  expectedFailures.push('GET /api/v1/me', 'POST /api/v1/auth/refresh', 'POST /api/v1/auth/login');
  await page.goto('/campaigns?status=active');
  await expect(page).toHaveURL(/\/sign-in\?return=/);
  await signIn(page, `${admin.password}x`);
  await expect(page.getByRole('alert')).toHaveText('That e-mail and password do not match an account.');
  await expectAccessible(page, 'sign-in with a refusal');
  await signIn(page);
  await expect(page).toHaveURL(/\/campaigns\?status=active$/);
  await settled(page, 'Campaigns');
  await expect(
    page.getByRole('table', { name: 'Campaigns' }).getByText('Active', { exact: true }).first(),
  ).toBeVisible();
  await expectAccessible(page, 'campaigns');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to Tributary' })).toBeVisible();
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});

test('the overview shows the figures of the traffic, live too', async ({ page }) => {
  await enter(page, admin, '/overview');
  await settled(page, 'Overview');
  const figures = page.getByRole('region', { name: 'Figures of the range' });
  await expect(figures.getByRole('button')).toHaveCount(6);
  await expect(figures.getByRole('button', { name: /^Clicks [1-9]/ })).toBeVisible();
  await expect(figures.getByRole('button', { name: /^Conversions [1-9]/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Clicks, / })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Top campaigns' }).locator('tbody tr').first()).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expectAccessible(page, 'overview');
  await figures.getByRole('button', { name: /^Sale amount/ }).click();
  await expect(page).toHaveURL(/metric=sales/);
  await expect(page.getByRole('img', { name: /^Sale amount, / })).toBeVisible();
});

test('the events of the traffic are listed with what was decided', async ({ page }) => {
  await enter(page, admin, '/events?type=conversion');
  const table = page.getByRole('table', { name: 'Events' });
  await expect(table.getByRole('row', { name: /Attributed/ }).first()).toBeVisible();
  await expectAccessible(page, 'events');
  await table
    .getByRole('row', { name: /Attributed/ })
    .first()
    .getByRole('link')
    .first()
    .click();
  const panel = page.getByRole('dialog', { name: 'Conversion' });
  await expect(panel.getByText('What was decided')).toBeVisible();
  await expectAccessible(page, 'event panel');
});

test('a campaign is created, activated and paused', async ({ page }) => {
  await enter(page, admin, '/campaigns?create=true');
  const form = page.getByRole('dialog', { name: 'Create campaign' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(`Spring ${run}`);
  await choose(page, /^Advertiser/, 'New advertiser…');
  await form.getByLabel('Name of the new advertiser').fill(`Advertiser ${run}`);
  await form.getByLabel('Landing page').fill('https://shop.example/landing');
  await expectAccessible(page, 'campaign form');
  await form.getByRole('button', { name: 'Create campaign' }).click();
  const panel = page.getByRole('dialog', { name: `Spring ${run}` });
  await expect(panel.getByText('Draft')).toBeVisible();
  await panel.getByRole('button', { name: `Activate: Spring ${run}` }).click();
  await expect(panel.getByText('Active', { exact: true })).toBeVisible();
  await expectAccessible(page, 'campaign panel');
  const id = new URL(page.url()).pathname.split('/').at(-1);
  expect(await read<Campaign>(page, `campaigns/${id}`)).toMatchObject({
    status: 'active',
    allowed_domains: ['shop.example'],
    attribution: { model: 'last_click' },
  });
  await panel.getByRole('button', { name: `Pause: Spring ${run}` }).click();
  await expect(panel.getByText('Paused', { exact: true })).toBeVisible();
});

test('a pending affiliate is approved where it is listed', async ({ page }) => {
  await enter(page, admin, '/sign-in');
  const name = `Newcomer ${run}`;
  const made = await write<Affiliate>(page, 'affiliates', { name, email: `newcomer.${run}@partner.example` });
  await page.goto('/affiliates?status=pending');
  await settled(page, 'Affiliates');
  await expectAccessible(page, 'affiliates');
  await page.getByRole('button', { name: `Approve: ${name}` }).click();
  await expect(page.getByText(`${name} is approved and can join campaigns.`)).toBeVisible();
  await expect(page.getByRole('button', { name: `Approve: ${name}` })).toHaveCount(0);
  expect((await read<Affiliate>(page, `affiliates/${made.id}`)).status).toBe('approved');
});

test('a commission is approved beside its reasons, collected into a run, and the run is paid', async ({ page }) => {
  await enter(page, admin, '/payouts');
  await settled(page, 'Payouts');
  await expectAccessible(page, 'payouts');
  const { commission, affiliate } = await payable(page);

  await page.goto(`/conversions/${commission.conversion_id}`);
  const panel = page.getByRole('dialog', { name: /^Conversion / });
  await expect(panel.getByRole('heading', { name: 'How it was decided' })).toBeVisible();
  const line = panel.locator('li', { hasText: affiliate.name }).filter({ hasText: commission.explanation }).first();
  await expect(line).toBeVisible();
  await expect(panel.locator('ol > li').first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expectAccessible(page, 'conversion panel');
  await line.getByRole('button', { name: /^Approve / }).click();
  await expect(page.getByText(/is payable\.$/)).toBeVisible();

  await page.goto('/payouts');
  await page.getByRole('button', { name: 'New payout run' }).first().click();
  await choose(page, 'Currency', commission.currency);
  await page.getByRole('button', { name: 'Prepare run' }).click();
  const runPanel = page.getByRole('dialog', { name: /^Payout run / });
  const row = runPanel.getByRole('row', { name: new RegExp(affiliate.name) });
  await expect(row).toBeVisible();
  await runPanel.getByRole('button', { name: 'Approve' }).click();
  const confirmation = page.getByRole('dialog', { name: /^Approve payout run / });
  await expect(confirmation).toContainText('Money that was sent cannot be called back from here.');
  await confirmation.getByRole('button', { name: /^Approve and send / }).click();
  await expect(row.getByText('Settled')).toBeVisible();
  await expect(runPanel.getByText('Waiting for approval')).toHaveCount(0);
  await expectAccessible(page, 'run panel');
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const paid = await read<{ data: { affiliate_id: string; status: string }[] }>(page, `payouts?run_id=${id}&limit=200`);
  expect(paid.data.find((payout) => payout.affiliate_id === affiliate.id)?.status).toBe('settled');
});

/** A waiting commission that alone reaches the threshold of its affiliate. */
async function payable(page: Page): Promise<{ commission: Commission; affiliate: Affiliate }> {
  const affiliates = (await read<{ data: Affiliate[] }>(page, 'affiliates?status=approved&limit=200')).data;
  const commissions = (await read<{ data: Commission[] }>(page, 'commissions?status=pending&limit=200')).data;
  for (const commission of commissions) {
    const affiliate = affiliates.find((one) => one.id === commission.affiliate_id);
    const profile = affiliate?.payout_profile;
    const due = commission.amount - commission.taken_back;
    if (affiliate && profile?.currency === commission.currency && due >= Math.max(profile.threshold, 1)) {
      return { commission, affiliate };
    }
  }
  throw new Error('the server has no waiting commission that could be paid');
}

test('a refund is confirmed with its amount and reduces the conversion', async ({ page }) => {
  await enter(page, admin, '/conversions');
  await settled(page, 'Conversions');
  await expectAccessible(page, 'conversions');
  const conversions = (await read<{ data: Conversion[] }>(page, 'conversions?status=attributed&limit=50')).data;
  const chosen = conversions.find((conversion) => conversion.refunded_amount === 0 && conversion.amount >= 200);
  expect(chosen, 'a conversion that can be refunded').toBeDefined();
  await page.goto(`/conversions/${chosen?.id}`);
  const panel = page.getByRole('dialog', { name: /^Conversion / });
  await panel.getByRole('button', { name: 'Refund' }).click();
  const confirmation = page.getByRole('dialog', { name: 'Record a refund?' });
  await confirmation.getByLabel(/^Amount in/).fill('1.00');
  await expectAccessible(page, 'refund');
  await confirmation.getByRole('button', { name: /^Refund .*1\.00$/ }).click();
  await expect(confirmation).toHaveCount(0);
  await expect(panel.getByText(/1\.00 refunded$/)).toBeVisible();
});

test('an affiliate sees own figures, conversions and payouts, and nothing of the programme', async ({ page }) => {
  const foreign: string[] = [];
  await enter(page, affiliateUser, '/overview');
  await settled(page, 'Overview');
  const links = page.getByRole('navigation').getByRole('link');
  await expect(links).toHaveText(['Overview', 'Conversions', 'Payouts']);
  await expectAccessible(page, "an affiliate's overview");
  await page.getByRole('link', { name: 'Conversions' }).click();
  await settled(page, 'Conversions');
  await expect(page.getByRole('table', { name: 'Conversions' }).getByRole('link').first()).toBeVisible();
  await expectAccessible(page, "an affiliate's conversions");
  const me = await read<{ affiliate_id: string }>(page, 'me');
  const own = await read<{ data: Conversion[] }>(page, 'conversions?limit=50');
  for (const conversion of own.data) {
    if (!conversion.credits.some((credit) => credit.affiliate_id === me.affiliate_id)) {
      foreign.push(conversion.id);
    }
  }
  expect(foreign).toEqual([]);
  await page.getByRole('table', { name: 'Conversions' }).getByRole('link').first().click();
  const panel = page.getByRole('dialog', { name: /^Conversion / });
  await expect(panel.getByRole('heading', { name: 'How it was decided' })).toBeVisible();
  await expect(panel.getByRole('button', { name: /Refund|Approve/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Payouts' }).click();
  await settled(page, 'Payouts');
  await expect(page.getByText(/^Balance in /).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'New payout run' })).toHaveCount(0);
  await expectAccessible(page, "an affiliate's payouts");
  expect((await page.request.get('/api/v1/payout-runs')).status()).toBe(403);
});
