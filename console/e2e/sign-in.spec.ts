import { admin, expect, expectAccessible, expectNoSidewaysScroll, mocked, signIn, test } from './fixtures';
import { MockServer } from './mock';

test.beforeEach(async ({ page, expectedFailures }) => {
  expectedFailures.push('GET /api/v1/me', 'POST /api/v1/auth/refresh', 'POST /api/v1/auth/login');
  if (mocked) {
    await new MockServer({ signedIn: false }).install(page);
  }
});

test('a wrong password is told in one neutral sentence', async ({ page }) => {
  await page.goto('/sign-in');
  await signIn(page, `${admin.password}x`);
  await expect(page.getByRole('alert')).toHaveText('That e-mail and password do not match an account.');
  await expectAccessible(page, 'sign-in with a refusal');
});

test('signing in leads back to the wanted address, and signing out ends the session', async ({ page }) => {
  await page.goto('/campaigns?status=paused');
  await expect(page).toHaveURL(/\/sign-in\?return=/);
  await signIn(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Campaigns' })).toBeVisible();
  await expect(page).toHaveURL(/\/campaigns\?status=paused$/);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await expectAccessible(page, 'account menu');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to Tributary' })).toBeVisible();
  await page.goto('/campaigns');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('an address outside the console is not where sign-in leads', async ({ page }) => {
  await page.goto('/sign-in?return=%2F%2Felsewhere.example%2F');
  await signIn(page);
  await expect(page).toHaveURL(/\/overview$/);
});

test('the empty form names what is missing, on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter your e-mail address')).toBeVisible();
  await expectNoSidewaysScroll(page);
});
