import { describe, expect, it } from 'vitest';
import {
  attributionContent,
  attributionDraftOf,
  attributionField,
  daysOf,
  EMPTY_ATTRIBUTION,
  percentages,
  windowOf,
} from './attribution';

describe('the attribution of a campaign', () => {
  it.each([
    ['P30D', 30],
    ['PT12H', 0.5],
    ['P1DT12H', 1.5],
    ['P2W', 14],
    ['PT0S', 0],
  ])('reads %s as %d days', (iso, days) => {
    expect(daysOf(iso)).toBe(days);
  });

  it.each([
    [30, 'P30D'],
    ['0.5', 'PT12H'],
    [1.5, 'PT36H'],
    [0, 'PT0S'],
  ])('writes %s days as %s', (days, iso) => {
    expect(windowOf(days)).toBe(iso);
  });

  it('sends the parameters of its model only', () => {
    const of = (model: typeof EMPTY_ATTRIBUTION.model) =>
      attributionContent({ ...EMPTY_ATTRIBUTION, model }).parameters;
    expect(of('linear')).toEqual({});
    expect(of('position')).toEqual({ first_ppm: 400_000, last_ppm: 400_000 });
    expect(of('time_decay')).toEqual({ half_life: 'P7D' });
    expect(of('milestones')).toEqual({ milestones: [] });
    expect(of('custom')).toEqual({ weight: "touch.kind == 'click' ? 1.0 : 0.5" });
    expect(of('data_driven')).toEqual({ learning: { kind: 'markov', order: 1, scope: 'campaign' } });
    expect(
      attributionContent({
        ...EMPTY_ATTRIBUTION,
        model: 'milestones',
        milestones: ['lead'],
        milestone_percent: '22.5, 30 7',
      }).parameters,
    ).toEqual({ milestones: ['lead'], milestone_ppm: [225_000, 300_000, 70_000] });
  });

  it('takes leads, the bond and probabilistic matching away', () => {
    const { lead, matching } = attributionContent(EMPTY_ATTRIBUTION);
    expect(lead).toEqual({ events: [] });
    expect(matching).toEqual({ coupon_first: false, binding: 'last_click_wins', probabilistic: 'PT0S' });
    expect(
      attributionContent({ ...EMPTY_ATTRIBUTION, binding: 'lock_for_days', probabilistic_hours: 24 }).matching,
    ).toEqual({ coupon_first: false, binding: 'lock_for_days', lock_days: 90, probabilistic: 'PT24H' });
  });

  it('is the same after it was read and sent back', () => {
    const campaign = {
      model: 'milestones',
      parameters: {
        first_ppm: 400_000,
        last_ppm: 400_000,
        half_life: 'P7D',
        set_aside: [],
        milestones: ['lead'],
        milestone_ppm: [300_000, 300_000, 300_000],
        weight: null,
        learning: null,
      },
      click_window: 'P30D',
      view_window: 'PT12H',
      lead: { events: ['lead'], click_window: 'P7D', view_window: 'PT0S' },
      matching: { coupon_first: true, binding: 'lock_for_days', lock_days: 30, probabilistic: 'PT6H' },
    } as unknown as Parameters<typeof attributionDraftOf>[0];
    expect(attributionContent(attributionDraftOf(campaign))).toEqual({
      model: 'milestones',
      parameters: { milestones: ['lead'], milestone_ppm: [300_000, 300_000, 300_000] },
      click_window: 'P30D',
      view_window: 'PT12H',
      lead: { events: ['lead'], click_window: 'P7D', view_window: 'PT0S' },
      matching: { coupon_first: true, binding: 'lock_for_days', lock_days: 30, probabilistic: 'PT6H' },
    });
  });

  it('shows a refusal at the field it is about', () => {
    expect(attributionField('attribution.parameters.milestone_ppm[1]')).toBe('milestone_percent');
    expect(attributionField('attribution.matching.lock_days')).toBe('lock_days');
    expect(attributionField('attribution.else')).toBeNull();
    expect(attributionField('name')).toBeNull();
  });

  it('reads percentages with commas and blanks between them', () => {
    expect(percentages('30, 30;40')).toEqual([30, 30, 40]);
    expect(percentages('')).toEqual([]);
    expect(percentages('thirty')).toBeNull();
  });
});
