import { createTributary } from './tributary.js';
import type { Options, Tributary } from './types.js';

/** `/t.js`: what a page called before the script was there, and from now on. */
type Call = [command: string, ...args: unknown[]];

interface Page {
  tributary?: ((...call: Call) => unknown) & Partial<Tributary> & { q?: ArrayLike<unknown>[] };
}

const page = window as unknown as Page;
const script = document.currentScript as HTMLScriptElement | null;

/** Of an attribute with several values, between commas or spaces. */
const list = (text: string | undefined) => text?.split(/[\s,]+/).filter(Boolean);

if (!page.tributary?.init) {
  const early = page.tributary?.q ?? [];
  const api = createTributary();
  const folder = script?.src && new URL('.', script.src).href.slice(0, -1);

  const init = (options: Options) => api.init({ endpoint: folder || '', ...options });

  const call = (...[command, ...args]: Call) => {
    const method = command === 'init' ? init : api[command as keyof Tributary];
    const result = (method as ((...args: unknown[]) => unknown) | undefined)?.(...args);
    // clickId and visitorId may be asked for before the script is there.
    if (typeof args[0] === 'function') {
      args[0](result);
    }
    return result;
  };

  page.tributary = Object.assign(call, api, { init });

  const data = script?.dataset;
  if (data?.key) {
    init({
      key: data.key,
      ...(data.endpoint && { endpoint: data.endpoint }),
      consent: data.consent as Options['consent'],
      domains: list(data.domains),
      autoPage: data.autoPage !== 'false',
      via: list(data.via),
      campaign: data.campaign,
      cookieDomain: data.cookieDomain,
    });
  }
  const calls = early.map((one) => Array.from(one) as Call);
  // What a page reports before it starts is not lost.
  for (const one of [...calls.filter(([command]) => command === 'init'), ...calls.filter(([c]) => c !== 'init')]) {
    call(...one);
  }
}
