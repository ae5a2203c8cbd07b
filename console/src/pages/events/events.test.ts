import { describe, expect, it } from 'vitest';
import type { SeenEvent } from '../../api/types';
import { merged, outcomeOf, streamOf, words } from './events';

const event = (id: string, second: number, more: Partial<SeenEvent> = {}): SeenEvent => ({
  id,
  version: second,
  outcome: 'accepted',
  type: 'click',
  received_at: new Date(second * 1000).toISOString(),
  problems: [],
  received: {},
  ...more,
});

const decided = (outcome: 'attributed' | 'duplicate'): Partial<SeenEvent> => ({
  type: 'conversion',
  decision: { outcome, decided_at: '2026-03-02T09:00:00Z', credits: [], trace: [] },
});

const judged = (touch_class: 'unique' | 'invalid'): Partial<SeenEvent> => ({
  judgement: { touch_class, verdict: 'accept', score: 0, signals: [], deferred: [] },
});

describe('events', () => {
  it('come newest first, and a newer state takes the place of the older', () => {
    const held = merged([], [event('a', 1), event('c', 3), event('b', 2)]);
    const after = merged(held, [event('a', 1, { version: 9, ...decided('attributed') })]);
    expect(after.map((one) => one.id)).toEqual(['c', 'b', 'a']);
    expect(after.at(-1)?.decision?.outcome).toBe('attributed');
  });

  it('are bounded, and the oldest go first', () => {
    const many = Array.from({ length: 5 }, (_, n) => event(`e${n}`, n));
    expect(merged(many, [event('new', 9)], 3).map((one) => one.id)).toEqual(['new', 'e4', 'e3']);
  });

  it('are told by the latest that is known of them', () => {
    expect(outcomeOf(event('a', 1))).toBe('accepted');
    expect(outcomeOf(event('a', 1, judged('invalid')))).toBe('invalid');
    expect(outcomeOf(event('a', 1, decided('duplicate')))).toBe('duplicate');
    expect(outcomeOf(event('a', 1, { outcome: 'refused', type: null }))).toBe('refused');
  });

  it('are asked for by the filter', () => {
    expect(streamOf({ type: '', outcome: '', campaign: '' })).toBe('/api/v1/events/stream');
    expect(streamOf({ type: 'click', outcome: 'refused', campaign: 'camp_1' })).toBe(
      '/api/v1/events/stream?type=click&campaign_id=camp_1&refused=true',
    );
    expect(streamOf({ type: '', outcome: 'accepted', campaign: '' })).toBe('/api/v1/events/stream?refused=false');
  });

  it('have codes that read as words', () => {
    expect(words('data_centre')).toBe('Data centre');
  });
});
