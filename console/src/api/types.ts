import type { components, paths } from './generated';

/**
 * Short names for the contract's schemas, and what its document leaves out: paging, problems, the words behind states it
 * calls strings, and the live stream. Amounts are integers in minor units of `currency`, times are RFC 3339 in UTC.
 */

type Schemas = components['schemas'];

export type Me = Schemas['MeResponse'];
export type Role = Schemas['CreateUserRequest']['role'];
export type Advertiser = Schemas['AdvertiserResponse'];
export type Affiliate = Omit<Schemas['AffiliateResponse'], 'payout_profile'> & {
  payout_profile?: Schemas['PayoutProfileResponse'] | null;
};
export type AffiliateStatus = Affiliate['status'];
export type CampaignStatus = Schemas['CampaignResponse']['status'];
export type AttributionModel = Schemas['AttributionResponse']['model'];
export type NewCampaign = Schemas['CampaignDraft'];
export type Conversion = Schemas['ConversionResponse'];
export type Credit = Schemas['CreditResponse'];
export type TraceStep = Schemas['TraceStepResponse'];
export type Commission = Schemas['CommissionResponse'];
export type PayoutRun = Schemas['PayoutRunResponse'];
export type Payout = Schemas['PayoutResponse'];
export type Balance = Schemas['BalanceResponse'];
export type PerformanceRow = Schemas['PerformanceRow'];
export type Performance = Schemas['PerformanceResponse'];

export type LiveEvent = Schemas['LiveEventResponse'] & { type: 'click' | 'impression' | 'conversion' };

/** What each `tick` of the live stream carries; the document describes it as if it were a plain answer. */
export type LiveTick = Omit<Schemas['LiveTickResponse'], 'recent'> & { recent: LiveEvent[] };

export type Effect = { type: string; percent?: string | null; amount?: number | null };

/** A campaign's rule. The document knows one schema for it and for the shorter mention of a rule in a commission. */
export interface CommissionRule {
  id: string;
  name: string;
  version: number;
  priority: number;
  when: string;
  then: Effect;
}

export type Campaign = Omit<Schemas['CampaignResponse'], 'commission_rules'> & { commission_rules: CommissionRule[] };

export type ConversionStatus = 'received' | 'attributed' | 'unattributed' | 'rejected' | 'duplicate';
export type CommissionStatus = 'pending' | 'on_hold' | 'approved' | 'in_payout' | 'paid' | 'rejected' | 'reversed';
export type PayoutRunStatus = 'draft' | 'prepared' | 'approved' | 'running' | 'done' | 'held' | 'canceled';
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

export interface Page<T> {
  data: T[];
  next_cursor?: string | null;
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

type Paging = { limit?: number; cursor?: string };
type List = { responses: { 200: { content: { 'application/json': Page<unknown> } } } };
type Query<Given> = [NonNullable<Given>] extends [never] ? Paging : NonNullable<Given> & Paging;
type Paged<Operation> = Operation extends List & { parameters: { query?: infer Given } }
  ? Omit<Operation, 'parameters'> & { parameters: Omit<Operation['parameters'], 'query'> & { query?: Query<Given> } }
  : Operation;

/** The document's paths; every list may also be asked for by page. */
export type Paths = {
  [Path in keyof paths]: { [Key in keyof paths[Path]]: Key extends 'get' ? Paged<paths[Path][Key]> : paths[Path][Key] };
};
