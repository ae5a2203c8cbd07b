import { vi } from 'vitest';
import { createTributary } from '../src/tributary.js';
import type { Config, Options, SentEvent, Tributary } from '../src/types.js';

export const KEY = 'pk_live_abcDEF123456';

/** As the edge makes them: key tag, time and nonce, then the visitor, then a MAC. */
export const VISITOR = 'AAECAwQFBgcICQoLDA0ODw';
export const CLICK_ID = btoa(
  String.fromCharCode(...[1, ...Array(9).fill(7)], ...Array.from({ length: 16 }, (_, i) => i), ...Array(13).fill(9)),
)
  .replace(/\+/g, '-')
  .replace(/\//g, '_');

export const OPEN: Config = {
  opted_out: false,
  unknown_consent: 'granted',
  cookies: true,
  cookie_life: 3_600,
  fingerprint: false,
  outbound_domains: ['*.partner.example'],
};

export interface Request {
  key: string;
  consent: string;
  time_zone?: string;
  sent_at: string;
  events: SentEvent[];
}

/** A page with the script on it, and an edge that answers as told. */
export class Page {
  readonly requests: Request[] = [];
  readonly beacons: Request[] = [];
  config: Config | undefined = OPEN;
  /** Status of the next answers, the last one for all that follow; 0 when nothing answers. */
  statuses = [202];
  answer: (request: Request) => Record<string, unknown> = () => ({ results: [] });
  readonly script: Tributary = createTributary();
  private readonly listeners: [string, EventListener][] = [];

  constructor(address: string) {
    history.replaceState(null, '', address);
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      if (url.includes('/v1/script-config')) {
        return { ok: this.config !== undefined, json: async () => this.config };
      }
      const status = this.statuses.length > 1 ? (this.statuses.shift() as number) : (this.statuses[0] as number);
      if (status === 0) {
        throw new TypeError('Failed to fetch');
      }
      const request = JSON.parse(String(init?.body)) as Request;
      this.requests.push(request);
      return { ok: status === 202, status, json: async () => this.answer(request) };
    });
    vi.stubGlobal(
      'navigator',
      Object.assign(Object.create(navigator), {
        sendBeacon: (_url: string, body: string) => this.beacons.push(JSON.parse(body)) > 0,
      }),
    );
    const add = window.addEventListener.bind(window);
    vi.spyOn(window, 'addEventListener').mockImplementation((type, listener, options) => {
      this.listeners.push([type, listener as EventListener]);
      add(type, listener as EventListener, options);
    });
  }

  async open(options?: Partial<Options>): Promise<this> {
    this.script.init({ key: KEY, endpoint: 'https://track.shop.example', ...options });
    await this.settled();
    return this;
  }

  /** Lets what was begun come to rest, without waiting for retries. */
  async settled(): Promise<void> {
    await vi.advanceTimersByTimeAsync(20);
  }

  leave(): void {
    window.dispatchEvent(new Event('pagehide'));
    vi.clearAllTimers();
    vi.restoreAllMocks();
    for (const [type, listener] of this.listeners) {
      window.removeEventListener(type, listener, true);
      window.removeEventListener(type, listener);
    }
  }

  sent(type?: SentEvent['type']): SentEvent[] {
    return this.requests.flatMap((one) => one.events).filter((event) => !type || event.type === type);
  }
}

/** Everything that the browser keeps for the site. */
export function stored(): string[] {
  return [...document.cookie.split('; ').filter(Boolean), ...Object.keys(localStorage)];
}

export function forget(): void {
  localStorage.clear();
  for (const cookie of document.cookie.split('; ')) {
    // biome-ignore lint/suspicious/noDocumentCookie: as the script does.
    document.cookie = `${cookie.split('=')[0]}=;path=/;max-age=0`;
  }
}
