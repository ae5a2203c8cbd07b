/** 16 bytes as 22 characters of base64url, as the edge makes them. */
const BYTES = 16;

/** Where the visitor stands in a click id: after the key's tag, the time and a nonce. */
const VISITOR_AT = 10;

const CLICK_ID = /^[\w-]{52}$/;

function base64url(bytes: string): string {
  return btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

/** A random id. */
export function randomId(): string {
  return base64url(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(BYTES))));
}

/** The click id of a text; undefined when it cannot be one. */
export function clickIdOf(text: string | null | undefined): string | undefined {
  return text && CLICK_ID.test(text) ? text : undefined;
}

/** The visitor whose click it was. */
export function visitorOf(clickId: string): string {
  return base64url(atob(clickId.replace(/-/g, '+').replace(/_/g, '/')).slice(VISITOR_AT, VISITOR_AT + BYTES));
}
