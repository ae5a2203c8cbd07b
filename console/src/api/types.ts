import type { components } from './generated';

/**
 * Short names for the contract's schemas. Amounts are integers in minor units of `currency`, times are RFC 3339 in UTC.
 */

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type FieldError = Schemas['FieldProblem'];
export type Me = Schemas['MeResponse'];
export type Role = Schemas['CreateUserRequest']['role'];
export type Advertiser = Schemas['AdvertiserResponse'];
export type Affiliate = Schemas['AffiliateResponse'];
export type AffiliateStatus = Affiliate['status'];
export type Campaign = Schemas['CampaignResponse'];
export type CampaignStatus = Campaign['status'];
export type CommissionRule = Schemas['CommissionRuleResponse'];
export type AttributionModel = Schemas['AttributionResponse']['model'];
export type AttributionRule = Schemas['AttributionRuleResponse'];
export type RuleTemplate = Schemas['RuleTemplateResponse'];
export type NewCampaign = Schemas['CampaignDraft'];
export type Conversion = Schemas['ConversionResponse'];
export type ConversionStatus = Conversion['status'];
export type Credit = Schemas['CreditResponse'];
export type TraceStep = Schemas['TraceStepResponse'];
export type Commission = Schemas['CommissionResponse'];
export type CommissionStatus = Commission['status'];
export type PayoutRun = Schemas['PayoutRunResponse'];
export type PayoutRunStatus = PayoutRun['status'];
export type Payout = Schemas['PayoutResponse'];
export type PayoutStatus = Payout['status'];
export type Balance = Schemas['BalanceResponse'];
export type PerformanceRow = Schemas['PerformanceRow'];
export type Performance = Schemas['PerformanceResponse'];
export type LiveEvent = Schemas['LiveEventResponse'];

export type SeenEvent = Schemas['SeenEventResponse'];
export type SeenEventType = NonNullable<SeenEvent['type']>;
export type Judgement = Schemas['SeenJudgement'];
export type SeenDecision = Schemas['SeenDecisionResponse'];

/** What each `tick` of the live stream carries. */
export type LiveTick = Schemas['LiveTickResponse'];

/** What a rule pays, read or written. */
export type Effect = CommissionRule['then'];
