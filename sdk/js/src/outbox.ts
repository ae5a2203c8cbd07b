import type { SentEvent } from './types.js';

/** Of one request, as the edge has it. */
export const MAX_BATCH = 20;

/** Of events that wait; of more, the oldest are given up. */
export const MAX_WAITING = 60;

/** How long an event may wait; the edge takes no older ones. */
const MAX_AGE_MILLIS = 72 * 3_600_000;

const FIRST_WAIT_MILLIS = 1_000;
const LONGEST_WAIT_MILLIS = 60_000;

/** Tries of one page in a row that fail; then the next page, or the browser's being online again, goes on. */
export const MAX_TRIES = 10;

/** Where waiting events are kept from page to page. */
const NAME = 'tb_q';

export interface Outbox {
  /** Adds an event, to be sent soon. */
  add(event: SentEvent): void;
  /** Begins to send; until then events wait. */
  open(): void;
  /** Goes on sending at once. */
  flush(): void;
  /** Sends what waits without waiting for an answer, because the page goes away. */
  leave(): void;
  /** Whether events may be kept in the browser; when not, none are there from now on. */
  keep(allowed: boolean): void;
  /** The events that wait. */
  waiting(): SentEvent[];
}

/**
 * Events on their way to the edge, in order and one request at a time. An event stays until the edge has answered for
 * it; its id makes a repeat harmless.
 *
 * @param url that takes the events
 * @param envelope what a request says besides its events
 * @param stamped the event with whose it is, as far as that is known and may be said
 * @param answered given the answer to a request that was taken
 */
export function createOutbox(
  url: string,
  envelope: () => Record<string, unknown>,
  stamped: (event: SentEvent) => SentEvent,
  answered: (answer: Record<string, unknown>, sent: SentEvent[]) => void,
): Outbox {
  const queue: SentEvent[] = [];
  let opened = false;
  let kept = false;
  let underWay = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const save = () => {
    if (kept) {
      try {
        if (queue.length) {
          // What names a person is not kept.
          localStorage.setItem(NAME, JSON.stringify(queue.map((event) => ({ ...stamped(event), email: undefined }))));
        } else {
          localStorage.removeItem(NAME);
        }
      } catch {
        // They wait in this page only.
      }
    }
  };

  const body = (events: SentEvent[]) =>
    JSON.stringify({ ...envelope(), sent_at: new Date().toISOString(), events: events.map(stamped) });

  /** A click travels alone: what follows is to know its id. */
  const next = () => {
    const click = queue.findIndex((event) => event.type === 'click');
    return queue.slice(0, click < 0 ? MAX_BATCH : Math.min(Math.max(click, 1), MAX_BATCH));
  };

  const later = (millis: number) => {
    clearTimeout(timer);
    timer = setTimeout(flush, millis);
  };

  const settle = (count: number) => {
    queue.splice(0, count);
    underWay = 0;
    failures = 0;
    save();
  };

  const retry = () => {
    underWay = 0;
    const wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** failures++);
    if (failures < MAX_TRIES) {
      later(wait * (0.5 + Math.random() / 2));
    }
  };

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (!opened || underWay || !queue.length) {
      return;
    }
    const events = next();
    underWay = events.length;
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: body(events),
        keepalive: true,
        credentials: 'include',
      });
      if (response.status >= 500 || response.status === 429) {
        retry();
        return;
      }
      const answer = response.ok ? await response.json() : {};
      // What was refused as a whole will not be taken later either.
      settle(events.length);
      answered(answer, events);
    } catch {
      retry();
      return;
    }
    void flush();
  }

  return {
    add(event) {
      queue.push(event);
      if (queue.length > MAX_WAITING) {
        queue.splice(underWay, queue.length - MAX_WAITING);
      }
      save();
      if (!failures) {
        later(0);
      }
    },
    open() {
      opened = true;
      void flush();
    },
    flush,
    leave() {
      const rest = queue.splice(underWay);
      for (let i = 0; i < rest.length; i += MAX_BATCH) {
        const text = body(rest.slice(i, i + MAX_BATCH));
        if (!navigator.sendBeacon?.(url, text)) {
          fetch(url, { method: 'POST', body: text, keepalive: true, credentials: 'include' }).catch(() => {});
        }
      }
      // Nobody hears the answer. What counts is sent again by the next page, a page view is not worth it.
      queue.push(...(kept ? rest.filter((event) => event.type !== 'page') : []));
      save();
    },
    keep(allowed) {
      if (allowed && !kept) {
        kept = true;
        try {
          const oldest = Date.now() - MAX_AGE_MILLIS;
          const known = new Set(queue.map((event) => event.event_id));
          const stored = JSON.parse(localStorage.getItem(NAME) ?? '[]') as SentEvent[];
          queue.splice(
            underWay,
            0,
            ...stored.filter((event) => Date.parse(event.occurred_at) > oldest && !known.has(event.event_id)),
          );
        } catch {
          // Nothing usable is there.
        }
        save();
      } else if (!allowed) {
        kept = false;
        try {
          localStorage.removeItem(NAME);
        } catch {
          // Nothing can be there.
        }
      }
    },
    waiting: () => queue,
  };
}
