import { useEffect, useRef, useState } from 'react';
import { refreshSession } from './client';
import type { LiveTick } from './types';

/** How long to wait before a stream that the server refused is opened again. */
const REOPEN_AFTER_MS = 15_000;

export type LiveState = 'connecting' | 'live' | 'lost';

/**
 * Follows a stream of server-sent events of one name. It is open while `enabled` and while the tab is visible. The
 * browser reconnects a dropped stream by itself; one the server refused is opened again after a new session.
 */
export function useStream<T>(address: string, name: string, enabled: boolean, onData: (data: T) => void): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const receiver = useRef(onData);
  useEffect(() => {
    receiver.current = onData;
  });

  useEffect(() => {
    if (!enabled) {
      return;
    }
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function open() {
      source = new EventSource(address, { withCredentials: true });
      source.addEventListener('open', () => setState('live'));
      source.addEventListener(name, (event: MessageEvent<string>) => {
        receiver.current(JSON.parse(event.data) as T);
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
  }, [address, name, enabled]);

  return state;
}

/** The live figures; what came last stays in `tick` while the stream is closed. */
export function useLive(enabled: boolean): { tick: LiveTick | null; state: LiveState } {
  const [tick, setTick] = useState<LiveTick | null>(null);
  const state = useStream<LiveTick>('/api/v1/reports/live', 'tick', enabled, setTick);
  return { tick, state };
}
