import { describe, expect, it } from 'vitest';
import { EMPTY_ATTRIBUTION } from './attribution';
import { contentOf, draftField } from './CreateCampaign';

const draft = {
  ...EMPTY_ATTRIBUTION,
  advertiser_id: 'adv_1',
  advertiser_name: '',
  name: ' Spring ',
  currency: 'JPY',
  landing_url: 'https://shop.example/landing',
  allowed_domains: [],
  model: 'linear',
  click_days: 30,
  view_days: 0,
  hold_days: 14,
  pay_type: 'flat',
  pay: '1500',
} as const;

describe('a new campaign', () => {
  it('is sent in the contract’s units', () => {
    expect(contentOf({ ...draft, allowed_domains: [] })).toEqual({
      advertiser_id: 'adv_1',
      name: 'Spring',
      currency: 'JPY',
      landing_url: 'https://shop.example/landing',
      allowed_domains: ['shop.example'],
      attribution: {
        model: 'linear',
        parameters: {},
        click_window: 'P30D',
        view_window: 'PT0S',
        lead: { events: [] },
        matching: { coupon_first: false, binding: 'last_click_wins', probabilistic: 'PT0S' },
      },
      hold: 'P14D',
      // biome-ignore lint/suspicious/noThenProperty: the name is the contract's
      commission_rules: [{ name: 'Base commission', when: 'true', then: { type: 'flat', amount: 1500 } }],
    });
    expect(
      contentOf({ ...draft, allowed_domains: [], pay_type: 'percentage', pay: 12.5 }).commission_rules[0]?.then,
    ).toEqual({
      type: 'percentage',
      percent: '12.5',
    });
  });

  it('shows a refusal at the field it is about', () => {
    expect(draftField('attribution.click_window')).toBe('click_days');
    expect(draftField('commission_rules[0].then.percent')).toBe('pay');
    expect(draftField('advertiser_id')).toBe('advertiser_id');
    expect(draftField('attribution.parameters.half_life')).toBe('half_life_days');
    expect(draftField('schedule')).toBeNull();
  });
});
