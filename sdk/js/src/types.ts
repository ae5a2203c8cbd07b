/** The visitor's word on being tracked. */
export type Consent = 'granted' | 'denied' | 'unknown';

export interface Options {
  /** The tenant's publishable key, `pk_live_...`. */
  key: string;
  /** Address of the tracking edge, without a slash at the end; that of the script when it was loaded from there. */
  endpoint?: string | undefined;
  /** What is known of the visitor's consent; `unknown` leaves it to the tenant's settings. */
  consent?: Consent | undefined;
  /** Hosts to whose links the click id is added, `*.` before one for those below it; besides the tenant's. */
  domains?: readonly string[] | undefined;
  /** Whether `page()` is called once by itself; it is unless this is false. */
  autoPage?: boolean | undefined;
  /** Query parameters that name an affiliate's link; `via` and `ref` without it. */
  via?: readonly string[] | undefined;
  /** The campaign of conversions that name none, `camp_...`. */
  campaign?: string | undefined;
  /** Domain of the script's cookies; the widest that the browser allows without it. */
  cookieDomain?: string | undefined;
}

export interface Item {
  sku: string;
  category?: string;
  quantity?: number;
  /** Price of one, in major units. */
  unit_price?: string | number;
}

export interface ConversionProperties {
  campaign_id?: string;
  order_id?: string;
  /** In major units, such as `'12.34'`. */
  amount?: string | number;
  currency?: string;
  customer_id?: string;
  coupon?: string;
  items?: readonly Item[];
  adv1?: string;
  adv2?: string;
  adv3?: string;
  adv4?: string;
  adv5?: string;
}

export interface CustomerTraits {
  /** Sent, and stored as a keyed hash only. */
  email?: string;
}

export interface Tributary {
  /** Starts; a second call changes nothing. */
  init(options: Options): void;
  /** Reports a conversion under the name of its goal. */
  track(event: string, properties?: ConversionProperties): void;
  /** Tells which customer the visitor is. */
  identify(customerId: string, traits?: CustomerTraits): void;
  /** Tells what the visitor decided. A denial deletes what was stored. */
  consent(consent: Consent): void;
  /** Reports that this page is shown. */
  page(): void;
  /** The click that brought the visitor, if one is known. */
  clickId(): string | undefined;
  /** The visitor, if there may be one. */
  visitorId(): string | undefined;
}

/** What the tenant's settings say of this visitor, as the edge answers it. */
export interface Config {
  /** The browser told the edge that it is not to be recognised. */
  opted_out: boolean;
  /** What is done while the visitor has not decided. */
  unknown_consent: 'granted' | 'denied';
  /** Whether anything may be stored in the browser. */
  cookies: boolean;
  /** In seconds. */
  cookie_life: number;
  fingerprint: boolean;
  outbound_domains: readonly string[];
}

/** One event as it is sent. */
export interface SentEvent {
  type: 'click' | 'page' | 'conversion' | 'identify' | 'consent';
  event_id: string;
  occurred_at: string;
  visitor_id?: string | undefined;
  click_id?: string | undefined;
  [name: string]: unknown;
}
