import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { show } from '../../test/render';
import { CreateRun } from './CreateRun';

const server = setupServer(
  http.get('*/api/v1/affiliates', () => HttpResponse.json({ data: [], next_cursor: null })),
  http.post('*/api/v1/payout-runs', () =>
    HttpResponse.json(
      {
        type: 'about:blank',
        title: 'Unprocessable Content',
        status: 422,
        code: 'unprocessable_entity',
        detail: 'The request has fields that cannot be accepted.',
        errors: [
          { field: 'affiliate_ids', code: 'below_threshold', message: 'aff_1: less than the threshold is available' },
          { field: 'affiliate_ids', code: 'no_profile', message: 'aff_2: no payout profile' },
        ],
      },
      { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
    ),
  ),
);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('the form of a payout run', () => {
  it('says of every affiliate why nobody is paid', async () => {
    show(<CreateRun opened onClose={() => {}} onCreated={() => {}} />);
    await userEvent.click(await screen.findByRole('button', { name: /prepare/i }));
    await waitFor(() => expect(screen.getByRole('alert')).toBeInTheDocument());
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('The request has fields that cannot be accepted.');
    expect(alert).toHaveTextContent('aff_1: less than the threshold is available');
    expect(alert).toHaveTextContent('aff_2: no payout profile');
  });
});
