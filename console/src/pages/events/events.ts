import type { SeenEvent, SeenEventType } from '../../api/types';

/** As many as the server holds of one tenant. */
export const HELD = 200;

export const TYPES = [
  'click',
  'impression',
  'conversion',
  'refund',
  'identify',
  'consent',
  'page',
] as const satisfies readonly SeenEventType[];
export const OUTCOMES = ['accepted', 'refused'] as const;

/** Reasons the console has words for; others are shown as the server writes them. */
export type Reason =
  | 'non_human'
  | 'suspicious_client'
  | 'data_centre'
  | 'proxy'
  | 'blocked_source'
  | 'click_rate'
  | 'timing'
  | 'duplicate'
  | 'capped'
  | 'targeting'
  | 'campaign_paused'
  | 'prefetch'
  | 'unknown';

/** Signals the console has words for. */
export type Signal =
  | 'ua_bot'
  | 'ua_empty'
  | 'ua_attack'
  | 'method'
  | 'ua_inconsistent'
  | 'headless'
  | 'dc_ip'
  | 'vpn_proxy_tor'
  | 'block_list'
  | 'dup_click'
  | 'ip_burst'
  | 'device_burst';

export type Outcome =
  | SeenEvent['outcome']
  | 'unique'
  | 'duplicate'
  | 'invalid'
  | NonNullable<SeenEvent['decision']>['outcome'];

export interface EventsFilter {
  type: SeenEventType | '';
  outcome: SeenEvent['outcome'] | '';
  campaign: string;
}

/** The one word for what became of an event: the latest that is known. */
export function outcomeOf(event: SeenEvent): Outcome {
  return event.outcome === 'refused'
    ? 'refused'
    : (event.decision?.outcome ?? event.judgement?.touch_class ?? 'accepted');
}

/** Events that came are added, or take the place of their older state; the newest first. */
export function merged(held: readonly SeenEvent[], came: readonly SeenEvent[], limit = HELD): SeenEvent[] {
  const events = new Map(held.map((event) => [event.id, event]));
  for (const event of came) {
    events.set(event.id, event);
  }
  return [...events.values()]
    .sort((a, b) => b.received_at.localeCompare(a.received_at) || b.version - a.version)
    .slice(0, limit);
}

/** The address of the stream that sends what the filter lets through. */
export function streamOf(filter: EventsFilter): string {
  const query = new URLSearchParams();
  if (filter.type !== '') {
    query.set('type', filter.type);
  }
  if (filter.campaign !== '') {
    query.set('campaign_id', filter.campaign);
  }
  if (filter.outcome !== '') {
    query.set('refused', String(filter.outcome === 'refused'));
  }
  const asked = query.toString();
  return asked === '' ? '/api/v1/events/stream' : `/api/v1/events/stream?${asked}`;
}

/** A code of the server as words. */
export function words(code: string): string {
  const text = code.replaceAll(/[_-]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
