import createClient from 'openapi-fetch';
import type { paths } from './generated';
import type { FieldError, Problem } from './types';

/** A request that was answered with a problem document, or not answered at all (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly fields: FieldError[];
  readonly requestId: string | null;
  readonly retryAfter: number | null;

  constructor(status: number, problem: Partial<Problem>, response?: Response) {
    super(problem.detail || problem.title || '');
    this.name = 'ApiProblem';
    this.status = status;
    this.code = problem.code ?? null;
    this.fields = problem.errors ?? [];
    this.requestId = response?.headers.get('x-request-id') ?? null;
    const wait = Number(response?.headers.get('retry-after'));
    this.retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
  }
}

/** `crypto.randomUUID` exists only on HTTPS and localhost; an installation on a plain inner network must work too. */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') {
    return crypto.randomUUID();
  }
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const SAFE = new Set(['GET', 'HEAD']);
const KEYED = new Set(['POST', 'PATCH']);

let onSignedOut: () => void = () => {};

/** Called once the session is gone and could not be renewed. */
export function whenSignedOut(listener: () => void) {
  onSignedOut = listener;
}

let refreshing: Promise<boolean> | null = null;

/** Renews the session. Many requests may fail at once; they share one renewal. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= globalThis
    .fetch(`${location.origin}/api/v1/auth/refresh`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'X-Tributary-Console': '1', 'Idempotency-Key': randomId() },
    })
    .then((answer) => answer.ok)
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

async function send(request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  if (!SAFE.has(request.method)) {
    headers.set('X-Tributary-Console', '1');
  }
  if (KEYED.has(request.method) && !headers.has('Idempotency-Key')) {
    headers.set('Idempotency-Key', randomId());
  }
  const prepared = new Request(request, { headers, credentials: 'same-origin' });
  const again = prepared.clone();
  const answer = await globalThis.fetch(prepared);
  if (answer.status !== 401 || new URL(request.url).pathname.startsWith('/api/v1/auth/')) {
    return answer;
  }
  const second = (await refreshSession()) ? await globalThis.fetch(again) : answer;
  if (second.status === 401) {
    onSignedOut();
  }
  return second;
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

/** The data of a successful answer; everything else is thrown as an `ApiProblem`. */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result: { data?: T; error?: unknown; response: Response };
  try {
    result = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') {
      throw cause;
    }
    throw new ApiProblem(0, {});
  }
  if (!result.response.ok) {
    const problem = typeof result.error === 'object' && result.error !== null ? (result.error as Partial<Problem>) : {};
    throw new ApiProblem(result.response.status, problem, result.response);
  }
  return result.data as T;
}
