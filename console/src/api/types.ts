/**
 * The part of the HTTP contract that the console uses, in the shape openapi-typescript writes. `client.ts` and the pages
 * import only the names at the top; a generated document can take the place of `Paths` without touching them.
 *
 * Amounts are integers in minor units of `currency`, times are RFC 3339 in UTC, days are `YYYY-MM-DD`.
 */

export type Role = 'ADMIN' | 'MANAGER' | 'FINANCE' | 'ADVERTISER' | 'AFFILIATE';

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface FieldError {
  field: string;
  code: string;
  message: string;
}

export interface Problem {
  type?: string;
  title?: string;
  status: number;
  detail?: string | null;
  code?: string | null;
  errors?: FieldError[] | null;
  request_id?: string | null;
}

export interface SignedIn {
  access_token: string;
  token_type: string;
  expires_in: number;
}

export interface Me {
  id: string;
  email: string;
  name: string;
  tenant: { id: string; name: string };
  roles: Role[];
  affiliate_id: string | null;
  advertiser_id: string | null;
}

export interface Advertiser {
  id: string;
  name: string;
  status: string;
  created_at: string;
  version: number;
}

export type CampaignStatus = 'draft' | 'active' | 'paused' | 'archived';
export type AttributionModel = 'last' | 'first' | 'linear';

export type CommissionAction = { type: 'percentage'; percent: string } | { type: 'flat'; amount: number };

export interface CommissionRule {
  id: string;
  name: string;
  priority: number;
  when: string;
  then: CommissionAction;
}

export interface Campaign {
  id: string;
  advertiser_id: string;
  name: string;
  status: CampaignStatus;
  currency: string;
  landing_url: string;
  allowed_domains: string[];
  attribution: { model: AttributionModel; click_window: string; view_window: string };
  hold: string;
  commission_rules: CommissionRule[];
  /** Null for those who do not configure the advertiser's server. */
  postback_token: string | null;
  version: number;
  created_at: string;
  updated_at: string;
}

export interface NewCampaign {
  advertiser_id: string;
  name: string;
  currency: string;
  landing_url: string;
  allowed_domains: string[];
  attribution: { model: AttributionModel; click_window: string; view_window: string };
  hold: string;
  commission_rules: { name: string; when: string; then: CommissionAction }[];
}

export type AffiliateStatus = 'pending' | 'approved' | 'rejected' | 'banned';

export interface Affiliate {
  id: string;
  name: string;
  email: string;
  status: AffiliateStatus;
  payout_profile: { gateway: string; currency: string; account: string; threshold: number } | null;
  created_at: string;
  updated_at: string;
  version: number;
}

export type ConversionStatus = 'received' | 'attributed' | 'unattributed' | 'rejected' | 'duplicate';

export interface Credit {
  affiliate_id: string;
  link_id: string | null;
  click_id: string | null;
  touch: 'click' | 'impression';
  touched_at: string;
  /** Share of the conversion in parts per million; the credits of one conversion sum to 1,000,000. */
  ppm: number;
}

export interface TraceStep {
  step: string;
  outcome: string;
  text: string;
}

export interface Conversion {
  id: string;
  status: ConversionStatus;
  revision: number;
  campaign_id: string;
  event: string;
  order_id: string | null;
  amount: number;
  currency: string;
  occurred_at: string;
  decided_at: string | null;
  model: string | null;
  credits: Credit[];
  trace?: TraceStep[];
  reason: string | null;
  refunded_amount: number;
  duplicates: number;
}

export type CommissionStatus = 'pending' | 'on_hold' | 'approved' | 'in_payout' | 'paid' | 'rejected' | 'reversed';

export interface Commission {
  id: string;
  conversion_id: string;
  campaign_id: string;
  affiliate_id: string;
  amount: number;
  taken_back: number;
  currency: string;
  status: CommissionStatus;
  rule: { id: string; name: string; version: number } | null;
  explanation: string | null;
  matures_at: string | null;
  created_at: string;
  payout_id: string | null;
}

export type PayoutRunStatus = 'draft' | 'prepared' | 'approved' | 'running' | 'done' | 'held' | 'canceled';

export interface PayoutRun {
  id: string;
  status: PayoutRunStatus;
  gateway: string;
  currency: string;
  payout_count: number;
  total_amount: number;
  created_at: string;
  created_by: string | null;
  approved_at: string | null;
  approved_by: string | null;
}

export type PayoutStatus =
  | 'created'
  | 'submitting'
  | 'submitted'
  | 'unknown'
  | 'on_hold'
  | 'settled'
  | 'failed'
  | 'canceled'
  | 'returned'
  | 'reversed';

export interface Payout {
  id: string;
  run_id: string;
  affiliate_id: string;
  amount: number;
  currency: string;
  gateway: string;
  status: PayoutStatus;
  reference: string | null;
  failure: string | null;
  created_at: string;
  settled_at: string | null;
}

/** One row per group and currency: money of two rows may be added only when their currency is the same. */
export interface PerformanceRow {
  campaign_id?: string | null;
  /** Null also for what is credited to nobody. */
  affiliate_id?: string | null;
  day?: string | null;
  currency: string;
  impressions: number;
  clicks: number;
  /** By credit: of a conversion shared by two affiliates each has 0.5. */
  conversions: number;
  sale_amount: number;
  refunds: number;
  commission: number;
}

export interface Performance {
  as_of: string;
  data: PerformanceRow[];
}

export interface LiveEvent {
  type: 'click' | 'impression' | 'conversion';
  at: string;
  campaign_id: string;
  affiliate_id?: string | null;
  amount?: number | null;
  currency?: string | null;
  status?: string | null;
}

export interface LiveTick {
  as_of: string;
  clicks_per_minute: number[];
  conversions_per_minute: number[];
  recent: LiveEvent[];
}

type Paging = { limit?: number; cursor?: string };

type Answers<T> = {
  200: { headers: { [name: string]: unknown }; content: { 'application/json': T } };
  default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } };
};

type Parameters<Query, Path> = {
  query?: Query;
  header?: { [name: string]: string };
  cookie?: never;
} & (Path extends undefined ? { path?: never } : { path: Path });

type Unused = { query?: never; header?: never; path?: never; cookie?: never };

type Get<T, Query = never, Path = undefined> = {
  parameters: Parameters<Query, Path>;
  requestBody?: never;
  responses: Answers<T>;
};

type Post<T, Body = undefined, Path = undefined> = {
  parameters: Parameters<never, Path>;
  requestBody?: Body extends undefined ? never : { content: { 'application/json': Body } };
  responses: Answers<T>;
};

type Operations<G, P = never> = { parameters: Unused } & ([G] extends [never] ? { get?: never } : { get: G }) &
  ([P] extends [never] ? { post?: never } : { post: P });

type ById = { id: string };

export interface Paths {
  '/api/v1/auth/login': Operations<never, Post<SignedIn, { email: string; password: string }>>;
  '/api/v1/auth/logout': Operations<never, Post<undefined>>;
  '/api/v1/me': Operations<Get<Me>>;
  '/api/v1/advertisers': Operations<Get<Page<Advertiser>, Paging>, Post<Advertiser, { name: string }>>;
  '/api/v1/campaigns': Operations<
    Get<Page<Campaign>, Paging & { status?: CampaignStatus }>,
    Post<Campaign, NewCampaign>
  >;
  '/api/v1/campaigns/{id}': Operations<Get<Campaign, never, ById>>;
  '/api/v1/campaigns/{id}/activate': Operations<never, Post<Campaign, Record<string, never>, ById>>;
  '/api/v1/campaigns/{id}/pause': Operations<never, Post<Campaign, Record<string, never>, ById>>;
  '/api/v1/affiliates': Operations<Get<Page<Affiliate>, Paging & { status?: AffiliateStatus }>>;
  '/api/v1/affiliates/{id}': Operations<Get<Affiliate, never, ById>>;
  '/api/v1/conversions': Operations<
    Get<Page<Conversion>, Paging & { status?: ConversionStatus; campaign_id?: string; affiliate_id?: string }>
  >;
  '/api/v1/conversions/{id}': Operations<Get<Conversion, never, ById>>;
  '/api/v1/commissions': Operations<
    Get<Page<Commission>, Paging & { conversion_id?: string; affiliate_id?: string; status?: CommissionStatus }>
  >;
  '/api/v1/payout-runs': Operations<
    Get<Page<PayoutRun>, Paging>,
    Post<PayoutRun, { currency: string; gateway: string }>
  >;
  '/api/v1/payout-runs/{id}': Operations<Get<PayoutRun, never, ById>>;
  '/api/v1/payout-runs/{id}/approve': Operations<never, Post<PayoutRun, Record<string, never>, ById>>;
  '/api/v1/payouts': Operations<Get<Page<Payout>, Paging & { run_id?: string; affiliate_id?: string }>>;
  '/api/v1/reports/performance': Operations<
    Get<Performance, { from?: string; to?: string; group_by?: string; campaign_id?: string; affiliate_id?: string }>
  >;
}
