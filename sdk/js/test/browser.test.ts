import { afterEach, expect, test, vi } from 'vitest';

interface Call {
  (...call: unknown[]): unknown;
  q?: unknown[];
  clickId?: () => string | undefined;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
  Reflect.deleteProperty(window, 'tributary');
});

async function load(attributes: Record<string, string>): Promise<string[]> {
  const urls: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    urls.push(url);
    return { ok: false, status: 403, json: async () => ({}) };
  });
  const script = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) {
    script.setAttribute(name, value);
  }
  vi.spyOn(document, 'currentScript', 'get').mockReturnValue(script);
  await import('../src/browser.js');
  await vi.waitFor(() => expect(urls.length).toBeGreaterThan(1));
  return urls;
}

test('a script with a key starts by itself, at the address that it was loaded from', async () => {
  const urls = await load({ src: 'https://shop.example/_t/t.js', 'data-key': 'pk_live_abcDEF123456' });
  expect(urls[0]).toBe('https://shop.example/_t/v1/script-config?key=pk_live_abcDEF123456');
  expect(urls[1]).toBe('https://shop.example/_t/v1/collect');
});

test('what the page called before the script was there is done, its start first', async () => {
  const early: Call = (...call) => early.q?.push(call);
  early.q = [];
  const found: unknown[] = [];
  Object.assign(window, { tributary: early });
  early('track', 'purchase', { order_id: '1' });
  early('visitorId', (id: unknown) => found.push(id));
  early('init', { key: 'pk_live_abcDEF123456' });
  const urls = await load({ src: 'https://track.shop.example/t.js' });
  expect(urls[0]).toMatch(/^https:\/\/track\.shop\.example\/v1\/script-config/);
  expect(found).toEqual([undefined]);
  expect((window as unknown as { tributary: Call }).tributary.clickId?.()).toBeUndefined();
});
