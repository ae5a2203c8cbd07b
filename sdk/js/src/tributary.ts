import { clickIdOf, randomId, visitorOf } from './ids.js';
import { createOutbox, type Outbox } from './outbox.js';
import { createStore, type Store } from './store.js';
import type { Config, Consent, Options, SentEvent, Tributary } from './types.js';

/** Names of what is stored. */
const VISITOR = 'tb_v';
const CLICK = 'tb_c';
const GRANTED = 'tb_g';

const CLICK_PARAMETER = 'click_id';
const VIA_PARAMETERS = ['via', 'ref'];

/** How long the first request waits for the fingerprint. */
const FINGERPRINT_WAIT_MILLIS = 1_000;

/** What holds while the edge has not answered: nothing is stored without the visitor's word. */
const CAUTIOUS: Config = {
  opted_out: false,
  unknown_consent: 'denied',
  cookies: true,
  cookie_life: 30 * 86_400,
  fingerprint: false,
  outbound_domains: [],
};

declare global {
  interface Window {
    /** Left by the fingerprint's script. */
    tb_fp?: Promise<string>;
  }
}

/** The address without what may name a person. */
function bare(address: string): string | undefined {
  return address.split(/[?#]/)[0] || undefined;
}

function isAmong(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));
}

/** The script for one page. */
export function createTributary(): Tributary {
  let options: Options | undefined;
  let config = CAUTIOUS;
  let told: Consent = 'unknown';
  let store: Store;
  let outbox: Outbox;
  let ready = false;
  let visitor: string | undefined;
  let click: string | undefined;
  let fingerprint: string | undefined;
  let browser: Promise<string> | undefined;

  const refuses = () =>
    (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true || config.opted_out;
  const consentNow = (): Consent => (refuses() ? 'denied' : told);
  const allowed = () =>
    consentNow() === 'granted' || (consentNow() === 'unknown' && config.unknown_consent === 'granted');

  /** Brings what is known and what is stored into line with consent and settings. */
  const settle = () => {
    if (allowed()) {
      visitor = click ? visitorOf(click) : (visitor ?? randomId());
    } else {
      visitor = undefined;
      fingerprint = undefined;
    }
    if (allowed() && config.cookies) {
      const life = config.cookie_life;
      store.set(VISITOR, visitor as string, life);
      if (click) {
        store.set(CLICK, click, life);
      }
      if (told === 'granted') {
        store.set(GRANTED, '1', life);
      }
      outbox.keep(true);
    } else if (consentNow() !== 'unknown' || ready) {
      for (const name of [VISITOR, CLICK, GRANTED]) {
        if (store.get(name)) {
          store.remove(name);
        }
      }
      outbox.keep(false);
    }
  };

  const add = (type: SentEvent['type'], members: Record<string, unknown>) => {
    if (options) {
      outbox.add({ type, event_id: randomId(), occurred_at: new Date().toISOString(), ...members });
    }
  };

  const envelope = () => ({
    key: options?.key,
    consent: consentNow(),
    fingerprint,
    time_zone: allowed() ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined,
  });

  const stamped = (event: SentEvent): SentEvent => ({
    ...event,
    visitor_id: event.visitor_id ?? visitor,
    click_id: event.click_id ?? click,
  });

  const storedClick = () => (allowed() ? clickIdOf(store.get(CLICK)) : undefined);

  const answered = (answer: Record<string, unknown>, sent: SentEvent[]) => {
    const results = (answer.results ?? []) as { status?: string; click_id?: string }[];
    for (const [i, result] of results.entries()) {
      if (sent[i]?.type === 'click') {
        click = clickIdOf(result.click_id) ?? storedClick();
      }
    }
    if (allowed() && typeof answer.visitor_id === 'string') {
      // The edge's own cookie knows better.
      visitor = answer.visitor_id;
    }
    settle();
  };

  /** Asks for the fingerprint, whose script is loaded once, where settings and consent allow it. */
  const identifyBrowser = async (): Promise<void> => {
    if (config.fingerprint && allowed() && !fingerprint) {
      browser ??= new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.async = true;
        script.src = `${options?.endpoint}/t-fp.js`;
        script.onload = () => (window.tb_fp ? resolve(window.tb_fp) : reject());
        script.onerror = reject;
        document.head.append(script);
      });
      const id = await Promise.race([
        browser.catch(() => undefined),
        new Promise<undefined>((resolve) => setTimeout(resolve, FINGERPRINT_WAIT_MILLIS)),
      ]);
      fingerprint = allowed() ? id : undefined;
    }
  };

  const askForConfig = async (): Promise<void> => {
    try {
      const { endpoint, key } = options as Options;
      const response = await fetch(`${endpoint}/v1/script-config?key=${encodeURIComponent(key)}`, {
        credentials: 'include',
      });
      if (response.ok) {
        config = await response.json();
      }
    } catch {
      // The cautious settings hold.
    }
  };

  /** A visited page that names an affiliate's link is a click on it, unless it is only shown once more. */
  const followVia = (query: URLSearchParams) => {
    if (click) {
      return;
    }
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const known = store.get(CLICK);
    if (known && /^(reload|back)/.test(navigation?.type ?? '')) {
      return;
    }
    for (const via of options?.via ?? VIA_PARAMETERS) {
      const code = query.get(via);
      if (code) {
        add('click', {
          link_code: code,
          via,
          url: bare(location.href),
          query: location.search.slice(1, 2_000),
          referrer: bare(document.referrer),
        });
        return;
      }
    }
  };

  /** Carries the click id over to other domains of the advertiser. */
  const decorate = (event: Event) => {
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null | undefined;
    const patterns = [...(options?.domains ?? []), ...config.outbound_domains];
    if (link && click && /^https?:$/.test(link.protocol) && isAmong(link.hostname, patterns)) {
      const address = new URL(link.href);
      address.searchParams.set(CLICK_PARAMETER, click);
      link.href = address.href;
    }
  };

  const start = async (): Promise<void> => {
    await askForConfig();
    await identifyBrowser();
    ready = true;
    if (!outbox.waiting().some((event) => event.type === 'click')) {
      click ??= storedClick();
    }
    settle();
    outbox.open();
  };

  const page = () => add('page', { url: bare(location.href), referrer: bare(document.referrer) });

  return {
    init(given) {
      if (options) {
        return;
      }
      options = { endpoint: '', ...given };
      store = createStore(given.cookieDomain);
      outbox = createOutbox(`${options.endpoint}/v1/collect`, envelope, stamped, answered);
      told = given.consent ?? told;
      if (told === 'unknown' && store.get(GRANTED)) {
        told = 'granted';
      }
      const query = new URLSearchParams(location.search);
      click = clickIdOf(query.get(CLICK_PARAMETER));
      visitor = store.get(VISITOR);
      followVia(query);
      if (given.autoPage !== false) {
        page();
      }
      addEventListener('click', decorate, true);
      addEventListener('auxclick', decorate, true);
      addEventListener('pagehide', () => outbox.leave());
      addEventListener('online', () => outbox.flush());
      void start();
    },
    track(event, properties) {
      const { amount, items, ...others } = properties ?? {};
      add('conversion', {
        campaign_id: options?.campaign,
        ...others,
        event,
        amount: amount === undefined ? undefined : String(amount),
        items: items?.map((item) =>
          item.unit_price === undefined ? item : { ...item, unit_price: String(item.unit_price) },
        ),
      });
    },
    identify(customerId, traits) {
      add('identify', { customer_id: customerId, email: traits?.email });
    },
    consent(consent) {
      told = consent;
      if (!options) {
        return;
      }
      // Its own visitor stays with it: a denial concerns who was known until now.
      add('consent', { consent: consentNow(), visitor_id: visitor, click_id: click });
      settle();
      if (ready) {
        void identifyBrowser();
      }
    },
    page,
    clickId: () => click,
    visitorId: () => visitor,
  };
}
