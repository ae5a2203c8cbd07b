import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { CAMPAIGN, CODE, FOREIGN, KEY, PARTNER, type Passed, PLAIN_KEY, SHOP, Site, TRACK } from './site.js';

const site = new Site();

/** The script from the edge under a host name of the site. */
const direct = (attributes = '') =>
  `<script async src="${TRACK}/t.js" data-key="${KEY}" data-campaign="${CAMPAIGN}" ${attributes}></script>`;
/** The script from below the site itself. */
const proxied = (attributes = '') =>
  `<script async src="/_t/t.js" data-key="${KEY}" data-campaign="${CAMPAIGN}" ${attributes}></script>`;

interface Script {
  (command: string, ...args: unknown[]): unknown;
  clickId(): string | undefined;
  visitorId(): string | undefined;
}
type Loaded = { tributary?: Script & { init?: unknown } };

test.beforeAll(() => site.open());
test.afterAll(() => site.close());
test.beforeEach(() => {
  site.passed.length = 0;
  site.head = direct('data-consent="granted"');
  site.body = '';
  site.policy = '';
});

async function script(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as unknown as Loaded).tributary?.init !== undefined);
}

const clickId = (page: Page) => page.evaluate(() => (window as unknown as Loaded).tributary?.clickId());

const track = (page: Page, orderId: string) =>
  page.evaluate(
    (order) =>
      (window as unknown as Loaded).tributary?.('track', 'purchase', {
        order_id: order,
        amount: '25.00',
        currency: 'USD',
      }),
    orderId,
  );

/** The answer to the script's next report that holds an event of the type. */
function reported(page: Page, type: string): Promise<{ visitor_id?: string; results: Record<string, unknown>[] }> {
  return page
    .waitForResponse(
      (answer) =>
        answer.url().endsWith('/v1/collect') &&
        (answer.request().postData() ?? '').includes(`"type":"${type}"`) &&
        answer.status() === 202,
    )
    .then((answer) => answer.json());
}

async function cookies(context: BrowserContext, host: string): Promise<Record<string, string>> {
  const all = await context.cookies(`http://${host}/`);
  return Object.fromEntries(all.map((cookie) => [cookie.name, cookie.value]));
}

const collected = (order: string): Passed[] => site.passed.filter((one) => one.body.includes(`"${order}"`));

test('a followed link leads to the shop, whose script reads the click and reports the order', async ({
  page,
  context,
}) => {
  const viewed = reported(page, 'page');
  await page.goto(`${TRACK}/c/${CODE}?sub1=browser`);
  expect(page.url()).toMatch(/^http:\/\/shop\.acme\.localhost:\d+\/landing\?src=aff&click_id=[\w-]{52}$/);
  expect((await viewed).results[0]?.status).toBe('accepted');
  const click = new URL(page.url()).searchParams.get('click_id');
  expect(await clickId(page)).toBe(click);
  const [cookie] = await context.cookies(`${TRACK}/`).then((all) => all.filter((one) => one.name === 'tb_vid'));
  expect(cookie?.httpOnly).toBe(true);
  expect(cookie?.sameSite).toBe('Lax');
  expect(cookie?.value).toBe(await page.evaluate(() => (window as unknown as Loaded).tributary?.visitorId()));

  const ordered = reported(page, 'conversion');
  await page.goto(`${SHOP}/thanks`);
  await script(page);
  await track(page, 'followed');
  const [result] = (await ordered).results.slice(-1);
  expect(result?.status).toBe('accepted');
  expect(await clickId(page)).toBe(click);

  // The cookie goes back to the edge, and with the next click as well.
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.url().includes('/c/')),
    page.goto(`${TRACK}/c/${CODE}`),
  ]);
  expect((await request.allHeaders()).cookie).toContain(`tb_vid=${cookie?.value}`);
  const again = await context.cookies(`${TRACK}/`);
  expect(again.find((one) => one.name === 'tb_vid')?.expires).toBe(cookie?.expires);
});

test('the script and its requests work under a strict content security policy', async ({ page }) => {
  site.policy = `default-src 'none'; script-src ${TRACK}; connect-src ${TRACK}`;
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const viewed = reported(page, 'page');
  await page.goto(`${SHOP}/`);
  expect((await viewed).results[0]?.status).toBe('accepted');
  expect(errors).toEqual([]);
});

test('what was called before the script was there is done', async ({ page }) => {
  site.head =
    '<script>window.tributary=window.tributary||function(){(tributary.q=tributary.q||[]).push(arguments)};' +
    `tributary('track','purchase',{order_id:'early',amount:'25.00',currency:'USD',customer_id:'c-early'})</script>${direct('data-consent="granted"')}`;
  const ordered = reported(page, 'conversion');
  await page.goto(`${SHOP}/thanks`);
  expect((await ordered).results.every((result) => result.status === 'accepted')).toBe(true);
});

test('a page that names a link is a click, and the order that follows is of it', async ({ page }) => {
  const clicked = reported(page, 'click');
  await page.goto(`${SHOP}/p/42?via=${CODE}&sub1=direct`);
  const answer = await clicked;
  expect(answer.results[0]?.status).toBe('accepted');
  await expect.poll(() => clickId(page)).toBe(answer.results[0]?.click_id);
  const ordered = reported(page, 'conversion');
  await page.goto(`${SHOP}/thanks`);
  await script(page);
  await expect.poll(() => clickId(page)).toBe(answer.results[0]?.click_id);
  await track(page, 'direct');
  expect((await ordered).results.every((result) => result.status === 'accepted')).toBe(true);
});

test('an order that is reported while the page goes away arrives', async ({ page }) => {
  site.head = proxied('data-consent="granted"');
  await page.goto(`${SHOP}/p/42?via=${CODE}`);
  await expect.poll(() => clickId(page)).toMatch(/^[\w-]{52}$/);
  site.head = '';
  await page.evaluate((order) => {
    (window as unknown as Loaded).tributary?.('track', 'purchase', { order_id: order, amount: '25.00' });
    location.href = '/elsewhere';
  }, 'leaving');
  await page.waitForURL('**/elsewhere');
  await expect.poll(() => collected('leaving').map((one) => one.status)).toEqual([202]);
});

test('what is reported while the edge is down arrives once it is back, and once only', async ({ page }) => {
  site.head = proxied('data-consent="granted"');
  await page.goto(`${SHOP}/p/42?via=${CODE}`);
  await expect.poll(() => clickId(page)).toMatch(/^[\w-]{52}$/);
  site.reachable('/v1/collect', false);
  await track(page, 'outage');
  await page.waitForTimeout(1_500);
  expect(collected('outage')).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem('tb_q'))).toContain('outage');
  site.reachable('/v1/collect', true);
  await expect.poll(() => collected('outage').map((one) => one.status), { timeout: 20_000 }).toEqual([202]);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('tb_q'))).toBeNull();
  await page.reload();
  await script(page);
  await page.waitForTimeout(1_000);
  expect(collected('outage')).toHaveLength(1);
});

test('what the page could not deliver is delivered by the next one', async ({ page }) => {
  site.head = proxied('data-consent="granted"');
  await page.goto(`${SHOP}/p/42?via=${CODE}`);
  await expect.poll(() => clickId(page)).toMatch(/^[\w-]{52}$/);
  site.reachable('/v1/collect', false);
  await track(page, 'next-page');
  await page.goto(`${SHOP}/next`);
  site.reachable('/v1/collect', true);
  await expect.poll(() => collected('next-page').map((one) => one.status), { timeout: 20_000 }).toEqual([202]);
});

test('who denies leaves nothing in the browser, and still reports the click of the address', async ({
  page,
  context,
}) => {
  site.head = proxied('data-consent="denied"');
  await page.goto(`${SHOP}/p/42?via=${CODE}`);
  await expect.poll(() => clickId(page)).toMatch(/^[\w-]{52}$/);
  await track(page, 'no-consent');
  await expect.poll(() => collected('no-consent').map((one) => one.status)).toEqual([202]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual([]);
  const answers = site.passed.filter((one) => one.path === '/v1/collect').map((one) => JSON.parse(one.answer));
  expect(answers.every((answer) => answer.visitor_id === undefined)).toBe(true);
});

test('a denial deletes what was stored', async ({ page, context }) => {
  await page.goto(`${SHOP}/p/42?via=${CODE}`);
  await expect.poll(() => clickId(page)).toMatch(/^[\w-]{52}$/);
  await expect
    .poll(async () => Object.keys(await cookies(context, 'shop.acme.localhost')).sort())
    .toEqual(['tb_c', 'tb_g', 'tb_v']);
  const told = reported(page, 'consent');
  await page.evaluate(() => (window as unknown as Loaded).tributary?.('consent', 'denied'));
  expect((await told).results[0]?.status).toBe('accepted');
  expect(await cookies(context, 'shop.acme.localhost')).toEqual({});
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('what is stored serves the whole site', async ({ page, context }) => {
  await page.goto(`${SHOP}/p/42?via=${CODE}`);
  await expect.poll(() => clickId(page)).toMatch(/^[\w-]{52}$/);
  await expect
    .poll(async () => (await context.cookies()).find((cookie) => cookie.name === 'tb_c')?.domain)
    .toBe('.acme.localhost');
});

test('pages of other hosts are refused', async ({ page }) => {
  site.head = proxied('data-consent="granted"');
  await page.goto(`${FOREIGN}/`);
  await script(page);
  await track(page, 'foreign');
  await expect.poll(() => collected('foreign').length).toBeGreaterThan(0);
  const answers = site.passed.filter((one) => one.path === '/v1/collect');
  expect(answers.map((one) => [one.status, JSON.parse(one.answer).code])).toEqual(
    answers.map(() => [403, 'host_not_allowed']),
  );
});

test('links to listed domains carry the click id', async ({ page }) => {
  site.head = direct('data-consent="granted" data-domains="*.partner.localhost"');
  site.body = `<a id="listed" href="${PARTNER}/pay?x=1">pay</a> <a id="other" href="${FOREIGN}/">else</a>`;
  await page.goto(`${SHOP}/p/42?via=${CODE}`);
  await expect.poll(() => clickId(page)).toMatch(/^[\w-]{52}$/);
  const id = await clickId(page);
  await page.click('#listed');
  await page.waitForURL('**/pay**');
  expect(page.url()).toBe(`${PARTNER}/pay?x=1&click_id=${id}`);
  await page.goBack();
  await page.click('#other');
  await page.waitForURL(`${FOREIGN}/`);
});

test('below the site itself the edge sets its own cookie, which the site sends back', async ({ page, context }) => {
  site.head = proxied('data-consent="granted"');
  const viewed = reported(page, 'page');
  await page.goto(`${SHOP}/`);
  const visitor = (await viewed).visitor_id;
  const own = (await context.cookies(SHOP)).find((cookie) => cookie.name === 'tb_vid');
  expect(own).toMatchObject({ value: visitor, httpOnly: true, sameSite: 'Lax' });
  await context.clearCookies({ name: /^tb_[vcg]$/ });
  const again = reported(page, 'page');
  await page.goto(`${SHOP}/next`);
  expect((await again).visitor_id).toBe(visitor);
});

/** What pages reported of themselves, with whether the fingerprint's script was asked for. */
async function fingerprinted(page: Page, path: string): Promise<{ asked: boolean; told: unknown[] }> {
  let asked = false;
  const told: unknown[] = [];
  page.on('request', (request) => {
    asked ||= request.url().endsWith('/t-fp.js');
    if (request.url().endsWith('/v1/collect')) {
      told.push(JSON.parse(request.postData() ?? '{}').fingerprint);
    }
  });
  const viewed = reported(page, 'page');
  await page.goto(`${SHOP}${path}`);
  expect((await viewed).results[0]?.status).toBe('accepted');
  page.removeAllListeners('request');
  return { asked, told };
}

for (const language of ['en', 'fr']) {
  test(`who consents is told apart by the script's fingerprint, whatever headers say: ${language}`, async ({
    browser,
  }) => {
    // A busy machine may take longer than the first request waits.
    await expect(async () => {
      const context = await browser.newContext({ extraHTTPHeaders: { 'accept-language': language } });
      try {
        const { asked, told } = await fingerprinted(await context.newPage(), `/fingerprint/granted-${language}`);
        expect(asked).toBe(true);
        expect(told).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
      } finally {
        await context.close();
      }
    }).toPass({ timeout: 40_000 });
  });
}

test('who denies is not asked for a fingerprint', async ({ page }) => {
  site.head = direct('data-consent="denied"');
  expect(await fingerprinted(page, '/fingerprint/denied')).toEqual({ asked: false, told: [undefined] });
});

test('where the tenant wants no fingerprint nobody is asked for one', async ({ page }) => {
  site.head = direct('data-consent="granted"').replace(KEY, PLAIN_KEY);
  expect(await fingerprinted(page, '/fingerprint/plain')).toEqual({ asked: false, told: [undefined] });
});
