import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MAX_BATCH, MAX_TRIES, MAX_WAITING } from '../src/outbox.js';
import { CLICK_ID, forget, KEY, OPEN, Page, stored, VISITOR } from './page.js';

let page: Page;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-03T10:15:30Z') });
  forget();
});

afterEach(() => {
  page.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a page with a click id reports itself under the visitor of the click', async () => {
  page = await new Page(`/landing?click_id=${CLICK_ID}&x=1#top`).open();
  expect(page.script.clickId()).toBe(CLICK_ID);
  expect(page.script.visitorId()).toBe(VISITOR);
  expect(page.requests).toHaveLength(1);
  expect(page.requests[0]).toMatchObject({ key: KEY, consent: 'unknown' });
  expect(page.sent()).toEqual([
    {
      type: 'page',
      event_id: expect.stringMatching(/^[\w-]{22}$/),
      occurred_at: '2026-11-03T10:15:30.000Z',
      url: `${location.origin}/landing`,
      click_id: CLICK_ID,
      visitor_id: VISITOR,
    },
  ]);
});

test('the click is remembered for later pages, and its life does not begin anew with them', async () => {
  page = await new Page(`/?click_id=${CLICK_ID}`).open();
  const before = document.cookie;
  expect(before).toContain(`tb_c=${CLICK_ID}.`);
  page.leave();
  vi.advanceTimersByTime(60_000);
  page = await new Page(`/checkout?click_id=${CLICK_ID}`).open();
  expect(document.cookie).toBe(before);
  page.leave();
  page = await new Page('/thanks').open();
  expect(page.script.clickId()).toBe(CLICK_ID);
  page.leave();
  vi.advanceTimersByTime(3_600_000);
  page = await new Page('/later').open();
  expect(page.script.clickId()).toBeUndefined();
});

test.each(['short', `${'x'.repeat(51)}!`, 'x'.repeat(53), ''])('"%s" is no click id', async (text) => {
  page = await new Page(`/?click_id=${encodeURIComponent(text)}`).open();
  expect(page.script.clickId()).toBeUndefined();
});

test('a conversion says what it was told, with amounts as text', async () => {
  page = await new Page(`/?click_id=${CLICK_ID}`).open({ autoPage: false, campaign: 'camp_1' });
  page.script.track('purchase', {
    order_id: '1001',
    amount: 25.5,
    currency: 'USD',
    customer_id: 'c-1',
    coupon: 'SPRING',
    items: [{ sku: 'a', quantity: 2, unit_price: 12.75 }, { sku: 'b' }],
  });
  await page.settled();
  expect(page.sent('conversion')[0]).toMatchObject({
    campaign_id: 'camp_1',
    event: 'purchase',
    order_id: '1001',
    amount: '25.5',
    currency: 'USD',
    customer_id: 'c-1',
    coupon: 'SPRING',
    items: [{ sku: 'a', quantity: 2, unit_price: '12.75' }, { sku: 'b' }],
    click_id: CLICK_ID,
  });
});

test('a visited page that names a link is a click, and what follows knows its id', async () => {
  page = new Page('/p/42?via=anna&sub1=mail');
  page.answer = (request) =>
    request.events[0]?.type === 'click'
      ? { visitor_id: VISITOR, results: [{ status: 'accepted', click_id: CLICK_ID }] }
      : { results: [] };
  await page.open();
  expect(page.requests.map((request) => request.events.map((event) => event.type))).toEqual([['click'], ['page']]);
  expect(page.sent('click')[0]).toMatchObject({ link_code: 'anna', via: 'via', query: 'via=anna&sub1=mail' });
  expect(page.sent('click')[0]).not.toHaveProperty('click_id', expect.anything());
  expect(page.sent('page')[0]).toMatchObject({ click_id: CLICK_ID, visitor_id: VISITOR });
  expect(document.cookie).toContain(`tb_c=${CLICK_ID}.`);
});

test('a page that names no link keeps the click of before', async () => {
  page = await new Page(`/?click_id=${CLICK_ID}`).open();
  page.leave();
  page = new Page('/?ref=footer');
  page.answer = (request) => ({ results: request.events.map(() => ({ status: 'refused' })) });
  await page.open();
  expect(page.script.clickId()).toBe(CLICK_ID);
});

test('links are named by the parameters that the page chooses', async () => {
  page = await new Page('/?via=anna&partner=berta').open({ via: ['partner'], autoPage: false });
  expect(page.sent().map((event) => event.link_code)).toEqual(['berta']);
});

test.each([
  ['the visitor denies', { consent: 'denied' as const }, OPEN],
  ['nothing is known and the tenant asks first', {}, { ...OPEN, unknown_consent: 'denied' as const }],
  ['the tenant wants no cookies', { consent: 'granted' as const }, { ...OPEN, cookies: false }],
  ['the settings are not to be had', {}, undefined],
])('nothing is stored where %s', async (_, options, config) => {
  page = new Page(`/?click_id=${CLICK_ID}`);
  page.config = config;
  page.statuses = [202, 503];
  await page.open(options);
  page.script.track('purchase', { order_id: '1' });
  await page.settled();
  expect(stored()).toEqual([]);
  expect(page.script.clickId()).toBe(CLICK_ID);
});

test('who must not be recognised is sent without a visitor', async () => {
  page = await new Page('/').open({ consent: 'denied' });
  expect(page.script.visitorId()).toBeUndefined();
  expect(page.requests[0]?.consent).toBe('denied');
  expect(page.sent('page')[0]?.visitor_id).toBeUndefined();
});

test('a browser that objects to being tracked outweighs the page', async () => {
  page = new Page('/');
  Object.assign(navigator, { globalPrivacyControl: true });
  await page.open({ consent: 'granted' });
  expect(stored()).toEqual([]);
  expect(page.requests[0]?.consent).toBe('denied');
});

test('a denial deletes what was stored and is reported with the visitor it concerns', async () => {
  page = await new Page(`/?click_id=${CLICK_ID}`).open({ consent: 'granted' });
  expect(stored()).toHaveLength(3);
  page.script.consent('denied');
  await page.settled();
  expect(stored()).toEqual([]);
  expect(page.sent('consent')[0]).toMatchObject({ consent: 'denied', visitor_id: VISITOR });
  page.script.page();
  await page.settled();
  expect(page.sent('page').at(-1)?.visitor_id).toBeUndefined();
});

test('a grant is remembered by the pages that follow', async () => {
  page = new Page('/');
  page.config = { ...OPEN, unknown_consent: 'denied' };
  await page.open();
  expect(stored()).toEqual([]);
  page.script.consent('granted');
  await page.settled();
  const visitor = page.script.visitorId();
  expect(visitor).toMatch(/^[\w-]{22}$/);
  page.leave();
  page = new Page('/next');
  page.config = { ...OPEN, unknown_consent: 'denied' };
  await page.open();
  expect(page.script.visitorId()).toBe(visitor);
  expect(page.requests[0]?.consent).toBe('granted');
});

test('the visitor of the edge counts more than the own one', async () => {
  page = new Page('/');
  page.answer = () => ({ visitor_id: VISITOR, results: [] });
  await page.open();
  expect(page.script.visitorId()).toBe(VISITOR);
});

test.each([0, 503, 429])('what was answered by %d is sent again, with the same ids', async (status) => {
  page = new Page('/');
  page.statuses = [status, status, 202];
  await page.open();
  await vi.advanceTimersByTimeAsync(10_000);
  const ids = page.sent().map((event) => event.event_id);
  expect(new Set(ids).size).toBe(1);
  expect(page.requests.at(-1)?.events).toHaveLength(1);
  const done = page.requests.length;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(page.requests).toHaveLength(done);
});

test('the waits between tries grow and stay below a minute', async () => {
  page = new Page('/');
  page.statuses = [503];
  await page.open();
  const times: number[] = [];
  for (let i = 0; i < MAX_TRIES - 1; i++) {
    const before = Date.now();
    await vi.advanceTimersToNextTimerAsync();
    times.push(Date.now() - before);
  }
  expect(times[0]).toBeLessThanOrEqual(1_000);
  expect(times[4]).toBeGreaterThan(4_000);
  expect(Math.max(...times)).toBeLessThanOrEqual(60_000);
});

test('a page that never gets through stops trying, and goes on when it is online again', async () => {
  page = new Page('/');
  page.statuses = [503];
  await page.open();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(page.requests).toHaveLength(MAX_TRIES);
  page.statuses = [202];
  window.dispatchEvent(new Event('online'));
  await page.settled();
  expect(page.requests).toHaveLength(MAX_TRIES + 1);
});

test('what is refused as a whole is not sent again', async () => {
  page = new Page('/');
  page.statuses = [403];
  await page.open();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(page.requests).toHaveLength(1);
});

test('what did not get through is sent by the next page, without what names a person', async () => {
  page = new Page(`/?click_id=${CLICK_ID}`);
  page.statuses = [0];
  await page.open({ autoPage: false });
  page.script.track('purchase', { order_id: '1001' });
  page.script.identify('c-1', { email: 'anna@example.org' });
  await page.settled();
  expect(localStorage.getItem('tb_q')).not.toContain('anna@example.org');
  page.leave();
  const beaconed = page.beacons.flatMap((one) => one.events);
  page = await new Page('/next').open({ autoPage: false });
  expect(page.sent().map((event) => [event.type, event.event_id, event.click_id])).toEqual(
    beaconed.map((event) => [event.type, event.event_id, CLICK_ID]),
  );
  expect(localStorage.getItem('tb_q')).toBeNull();
});

test('events that are too old for the edge are given up', async () => {
  page = new Page('/');
  page.statuses = [0];
  await page.open({ autoPage: false });
  page.script.track('purchase', { order_id: '1001' });
  await page.settled();
  page.leave();
  vi.setSystemTime(Date.now() + 73 * 3_600_000);
  page = await new Page('/next').open({ autoPage: false, consent: 'granted' });
  expect(page.sent()).toEqual([]);
});

test('a page that goes away hands over what waits', async () => {
  page = new Page('/');
  await page.open({ autoPage: false });
  page.script.track('purchase', { order_id: '1' });
  page.script.page();
  window.dispatchEvent(new Event('pagehide'));
  expect(page.beacons.flatMap((one) => one.events.map((event) => event.type))).toEqual(['conversion', 'page']);
});

test('no more waits than the bound, and no more travels at once', async () => {
  page = new Page('/');
  page.statuses = [0];
  await page.open({ autoPage: false });
  for (let i = 0; i < MAX_WAITING + 10; i++) {
    page.script.track('purchase', { order_id: String(i) });
  }
  await page.settled();
  page.statuses = [202];
  window.dispatchEvent(new Event('online'));
  await page.settled();
  expect(page.sent()).toHaveLength(MAX_WAITING);
  expect(Math.max(...page.requests.map((request) => request.events.length))).toBe(MAX_BATCH);
  expect(page.sent().at(-1)?.order_id).toBe(String(MAX_WAITING + 9));
});

test.each([
  ['https://eu.partner.example/buy?x=1', true],
  ['https://partner.example/', false],
  ['https://evil-partner.example/', false],
  ['https://pay.example/cart', true],
  ['mailto:anna@pay.example', false],
])('a link to %s carries the click id: %s', async (address, carries) => {
  page = await new Page(`/?click_id=${CLICK_ID}`).open({ domains: ['pay.example'] });
  document.body.innerHTML = `<a href="${address}"><b>go</b></a>`;
  document.addEventListener('click', (event) => event.preventDefault(), { once: true });
  document.querySelector('b')?.click();
  const href = document.querySelector('a')?.href ?? '';
  expect(href.includes(`click_id=${CLICK_ID}`)).toBe(carries);
});

test('the fingerprint is loaded only where settings and consent allow it', async () => {
  for (const [fingerprint, consent, loaded] of [
    [true, 'granted', 1],
    [true, 'denied', 0],
    [false, 'granted', 0],
  ] as const) {
    page = new Page('/');
    page.config = { ...OPEN, fingerprint };
    document.head.replaceChildren();
    await page.open({ consent });
    expect(document.querySelectorAll('script[src="https://track.shop.example/t-fp.js"]')).toHaveLength(loaded);
    page.leave();
    forget();
  }
});

test.each([
  ['granted', true],
  ['denied', false],
] as const)('the time zone of a visitor whose consent is %s is told: %s', async (consent, told) => {
  page = await new Page('/').open({ consent });
  expect(page.requests[0]?.time_zone).toBe(told ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined);
});

test('a browser that opted out at the edge is not recognised, whatever the page says', async () => {
  page = new Page('/');
  page.config = { ...OPEN, opted_out: true };
  await page.open({ consent: 'granted' });
  expect(stored()).toEqual([]);
  expect(page.requests[0]?.consent).toBe('denied');
});
