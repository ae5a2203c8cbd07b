import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem, answered, api, whenSignedOut } from './client';

const server = setupServer();
let signedOut = 0;

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  signedOut = 0;
  whenSignedOut(() => {
    signedOut += 1;
  });
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const me = () => answered(api.GET('/api/v1/me'));

describe('the API client', () => {
  it('marks every write as coming from the console and gives it an idempotency key', async () => {
    const seen: Headers[] = [];
    server.use(
      http.get('*/api/v1/me', ({ request }) => {
        seen.push(request.headers);
        return HttpResponse.json({});
      }),
      http.post('*/api/v1/advertisers', ({ request }) => {
        seen.push(request.headers);
        return HttpResponse.json({}, { status: 201 });
      }),
    );
    await me();
    await answered(api.POST('/api/v1/advertisers', { body: { name: 'Acme' } }));
    await answered(
      api.POST('/api/v1/advertisers', {
        params: { header: { 'Idempotency-Key': 'chosen' } },
        body: { name: 'Acme' },
      }),
    );
    expect(seen.map((headers) => headers.get('x-tributary-console'))).toEqual([null, '1', '1']);
    expect(seen[0]?.get('idempotency-key')).toBeNull();
    expect(seen[1]?.get('idempotency-key')).toMatch(/^[0-9a-f-]{32,36}$/);
    expect(seen[2]?.get('idempotency-key')).toBe('chosen');
  });

  it('renews the session once for many failed requests and repeats them with their body and key', async () => {
    let renewals = 0;
    let fresh = false;
    const bodies: unknown[] = [];
    const keys: (string | null)[] = [];
    server.use(
      http.post('*/api/v1/auth/refresh', () => {
        renewals += 1;
        fresh = true;
        return HttpResponse.json({});
      }),
      http.get('*/api/v1/me', () =>
        fresh ? HttpResponse.json({ id: 'usr_1' }) : new HttpResponse(null, { status: 401 }),
      ),
      http.post('*/api/v1/advertisers', async ({ request }) => {
        bodies.push(await request.json());
        keys.push(request.headers.get('idempotency-key'));
        return fresh ? HttpResponse.json({ id: 'adv_1' }, { status: 201 }) : new HttpResponse(null, { status: 401 });
      }),
    );
    const answers = await Promise.all([
      me(),
      me(),
      answered(api.POST('/api/v1/advertisers', { body: { name: 'Acme' } })),
    ]);
    expect(answers.map((answer) => answer.id)).toEqual(['usr_1', 'usr_1', 'adv_1']);
    expect(renewals).toBe(1);
    expect(new Set(bodies.map((body) => JSON.stringify(body)))).toEqual(new Set(['{"name":"Acme"}']));
    expect(new Set(keys).size).toBe(1);
    expect(signedOut).toBe(0);
  });

  it('reports the end of the session when it cannot be renewed', async () => {
    server.use(
      http.post('*/api/v1/auth/refresh', () => new HttpResponse(null, { status: 401 })),
      http.get('*/api/v1/me', () => new HttpResponse(null, { status: 401 })),
    );
    await expect(me()).rejects.toMatchObject({ status: 401 });
    expect(signedOut).toBe(1);
  });

  it('does not renew a session for a wrong password', async () => {
    server.use(
      http.post('*/api/v1/auth/login', () =>
        HttpResponse.json({ title: 'Unauthorized', status: 401 }, { status: 401 }),
      ),
    );
    await expect(
      answered(api.POST('/api/v1/auth/login', { body: { email: 'a@b.example', password: 'x' } })),
    ).rejects.toMatchObject({ status: 401 });
    expect(signedOut).toBe(0);
  });

  it('throws the problem document with its fields and request id', async () => {
    server.use(
      http.post('*/api/v1/advertisers', () =>
        HttpResponse.json(
          {
            title: 'Invalid',
            status: 422,
            detail: 'One field is wrong.',
            errors: [{ field: 'name', code: 'x', message: 'Taken' }],
          },
          { status: 422, headers: { 'Content-Type': 'application/problem+json', 'X-Request-Id': 'req-1' } },
        ),
      ),
    );
    const problem = await answered(api.POST('/api/v1/advertisers', { body: { name: 'Acme' } })).catch((error) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem.message).toBe('One field is wrong.');
    expect(problem.fields).toEqual([{ field: 'name', code: 'x', message: 'Taken' }]);
    expect(problem.requestId).toBe('req-1');
  });

  it('tells a server that does not answer from one that refuses', async () => {
    server.use(http.get('*/api/v1/me', () => HttpResponse.error()));
    await expect(me()).rejects.toMatchObject({ status: 0 });
  });
});
