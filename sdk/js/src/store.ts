/**
 * What a browser is asked to remember: a cookie of the site's domain, or local storage where cookies do not hold.
 * A value keeps the end of its life with it, so that writing it again never makes it live longer.
 */
export interface Store {
  /** The value; undefined when there is none or its life is over. */
  get(name: string): string | undefined;
  /** Remembers a value; the same value keeps its life. */
  set(name: string, value: string, lifeSeconds: number): void;
  remove(name: string): void;
}

const now = () => Math.floor(Date.now() / 1000);

export function createStore(domain?: string): Store {
  /** The domains to try, widest first; browsers refuse those that belong to nobody. */
  const domains = (): string[] => {
    if (domain) {
      return [domain];
    }
    const labels = location.hostname.split('.');
    // An address has no domains above it.
    return /^[\d.]+$|:/.test(location.hostname)
      ? ['']
      : [...labels.keys()].map((i) => labels.slice(-1 - i).join('.')).concat('');
  };

  const raw = (name: string): string | undefined => {
    const cookie = `; ${document.cookie}`.split(`; ${name}=`)[1]?.split(';')[0];
    try {
      return cookie || localStorage.getItem(name) || undefined;
    } catch {
      return cookie || undefined;
    }
  };

  const write = (name: string, value: string, maxAge: number, on: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
    document.cookie = `${name}=${value};path=/;max-age=${maxAge};samesite=lax${on && `;domain=${on}`}${
      location.protocol === 'https:' ? ';secure' : ''
    }`;
  };

  const get = (name: string) => {
    const [value, end] = raw(name)?.split('.') ?? [];
    return value && Number(end) > now() ? value : undefined;
  };

  const remove = (name: string) => {
    for (const on of domains()) {
      write(name, '', 0, on);
    }
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing can be there.
    }
  };

  return {
    get,
    remove,
    set(name, value, lifeSeconds) {
      if (get(name) === value) {
        return;
      }
      remove(name);
      const stored = `${value}.${now() + lifeSeconds}`;
      for (const on of domains()) {
        write(name, stored, lifeSeconds, on);
        if (get(name) === value) {
          return;
        }
      }
      try {
        localStorage.setItem(name, stored);
      } catch {
        // This visitor is not remembered.
      }
    },
  };
}
