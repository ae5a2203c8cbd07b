import { useEffect, useState } from 'react';
import { refreshSession } from './client';
import type { LiveTick } from './types';

/** How long to wait before a stream that the server refused is opened again. */
const REOPEN_AFTER_MS = 15_000;

export type LiveState = 'connecting' | 'live' | 'lost';

/**
 * The live figures. The stream is open while `enabled` and while the tab is visible; what came last stays in `tick`.
 * The browser reconnects a dropped stream by itself; one the server refused is opened again after a new session.
 */
export function useLive(enabled: boolean): { tick: LiveTick | null; state: LiveState } {
  const [tick, setTick] = useState<LiveTick | null>(null);
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    if (!enabled) {
      return;
    }
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function open() {
      source = new EventSource('/api/v1/reports/live', { withCredentials: true });
      source.addEventListener('tick', (event: MessageEvent<string>) => {
        setTick(JSON.parse(event.data) as LiveTick);
        setState('live');
      });
      source.addEventListener('error', () => {
        if (source?.readyState === EventSource.CLOSED) {
          setState('lost');
          clearTimeout(timer);
          timer = setTimeout(() => void refreshSession().finally(reopen), REOPEN_AFTER_MS);
        }
      });
    }

    function close() {
      clearTimeout(timer);
      source?.close();
      source = null;
    }

    let stopped = false;
    function reopen() {
      close();
      if (!stopped && !document.hidden) {
        open();
      }
    }

    document.addEventListener('visibilitychange', reopen);
    reopen();
    return () => {
      stopped = true;
      document.removeEventListener('visibilitychange', reopen);
      close();
    };
  }, [enabled]);

  return { tick, state };
}
