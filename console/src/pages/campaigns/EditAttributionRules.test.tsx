import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AttributionRule, Campaign } from '../../api/types';
import { show } from '../../test/render';
import { moved, newRule, ruleDraftOf, ruleErrors, rulesContent } from './attributionRules';
import { EditAttributionRules } from './EditAttributionRules';

const effect = { reason: null, ppm: null, click_window: null, view_window: null };
const rules = [
  {
    id: 'rule_1',
    name: 'No self-referral',
    version: 1,
    when: 'touch.same_customer',
    // biome-ignore lint/suspicious/noThenProperty: the name is the contract's
    then: { ...effect, type: 'exclude', reason: 'self_referral' },
  },
  {
    id: 'rule_2',
    name: 'Cap',
    version: 3,
    when: 'true',
    // biome-ignore lint/suspicious/noThenProperty: the name is the contract's
    then: { ...effect, type: 'cap_share', ppm: 500_000 },
  },
] as unknown as AttributionRule[];
const campaign = { id: 'camp_1', name: 'Spring', version: 7 } as unknown as Campaign;

describe('the drafts of attribution rules', () => {
  it('are the rules again when they are sent', () => {
    const drafts = rules.map((rule, index) => ruleDraftOf(rule, index));
    expect(rulesContent(drafts).rules.map((rule) => [rule.name, rule.when, rule.then])).toEqual([
      ['No self-referral', 'touch.same_customer', { type: 'exclude', reason: 'self_referral' }],
      ['Cap', 'true', { type: 'cap_share', ppm: 500_000 }],
    ]);
    const window = { ...newRule(1), type: 'extend_window' as const, click_days: 60, view_days: '' };
    expect(rulesContent([window]).rules[0]?.then).toEqual({ type: 'extend_window', click_window: 'P60D' });
    expect(rulesContent([{ ...newRule(1), type: 'prefer' }]).rules[0]?.then).toEqual({ type: 'prefer' });
  });

  it('change places', () => {
    const drafts = [newRule(1), newRule(2), newRule(3)];
    expect(moved(drafts, 0, 1).map((draft) => draft.key)).toEqual([2, 1, 3]);
    expect(moved(drafts, 2, -1).map((draft) => draft.key)).toEqual([1, 3, 2]);
    expect(moved(drafts, 0, -1)).toBe(drafts);
  });

  it('have their refusals where they belong', () => {
    const errors = ruleErrors(
      [
        { field: 'rules[1].then.ppm', code: 'out_of_range', message: 'from 1 to 999999' },
        { field: 'rules', code: 'too_long', message: 'at most 20,000 characters in all' },
      ],
      [newRule(4), newRule(9)],
    );
    expect(errors).toEqual({
      at: { 9: { percent: 'from 1 to 999999' } },
      elsewhere: ['rules: at most 20,000 characters in all'],
    });
  });
});

const sent: unknown[] = [];
const versions: (string | null)[] = [];
const server = setupServer(
  http.get('*/api/v1/rules/templates', () =>
    HttpResponse.json({
      data: [
        {
          id: 'paid_search',
          name: 'Paid search',
          when: 'touch.paid_search',
          // biome-ignore lint/suspicious/noThenProperty: the name is the contract's
          then: { ...effect, type: 'exclude', reason: 'paid_search' },
        },
      ],
      next_cursor: null,
    }),
  ),
  http.put('*/api/v1/campaigns/camp_1/attribution-rules', async ({ request }) => {
    sent.push(await request.json());
    versions.push(request.headers.get('If-Match'));
    return HttpResponse.json(
      {
        type: 'about:blank',
        title: 'Unprocessable Content',
        status: 422,
        code: 'unprocessable_entity',
        detail: 'The request has fields that cannot be accepted.',
        errors: [{ field: 'rules[0].when', code: 'invalid_expression', message: 'line 1, column 7: no such field' }],
      },
      { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
    );
  }),
);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('the form of attribution rules', () => {
  it('sends all rules in their order and shows what is refused at its rule', async () => {
    show(<EditAttributionRules campaign={campaign} rules={rules} onClose={() => {}} />);
    const second = await screen.findByRole('group', { name: 'Rule 2' });
    await userEvent.click(within(second).getByRole('button', { name: /move up/i }));
    await userEvent.click(await screen.findByRole('button', { name: /paid search/i }));
    await userEvent.click(screen.getByRole('button', { name: /^save$/i }));
    await waitFor(() => expect(screen.getByRole('alert')).toBeInTheDocument());
    expect(versions).toEqual(['"7"']);
    expect((sent[0] as { rules: { name: string }[] }).rules.map((rule) => rule.name)).toEqual([
      'Cap',
      'No self-referral',
      'Paid search',
    ]);
    const first = screen.getByRole('group', { name: 'Rule 1' });
    expect(within(first).getByText('line 1, column 7: no such field')).toBeInTheDocument();
  }, 30_000);
});
