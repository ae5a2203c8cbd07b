import { useRef } from 'react';
import { randomId } from '../api/client';

/**
 * The idempotency key of a form: the same for a repetition of the same content, so that an answer lost on the way cannot
 * turn one intent into two records, and a new one as soon as the content differs.
 */
export function useIdempotencyKey(): (content: unknown) => string {
  const last = useRef<{ content: string; key: string } | null>(null);
  return (content) => {
    const text = JSON.stringify(content);
    if (last.current?.content !== text) {
      last.current = { content: text, key: randomId() };
    }
    return last.current.key;
  };
}
