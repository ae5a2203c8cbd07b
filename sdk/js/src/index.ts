import { createTributary } from './tributary.js';
import type { Tributary } from './types.js';

export type {
  Consent,
  ConversionProperties,
  CustomerTraits,
  Item,
  Options,
  Tributary,
} from './types.js';
export { createTributary };

/** The page's own: one is enough for a page. */
export const tributary: Tributary = createTributary();
