import type { AffiliateStatus, CampaignStatus, ConversionStatus } from './types';

/** The states a list can be narrowed to, in the order of their life. */
export const CAMPAIGN_STATUSES = ['draft', 'active', 'paused', 'archived'] as const satisfies readonly CampaignStatus[];
export const AFFILIATE_STATUSES = [
  'pending',
  'approved',
  'rejected',
  'banned',
] as const satisfies readonly AffiliateStatus[];
export const CONVERSION_STATUSES = [
  'received',
  'attributed',
  'unattributed',
  'rejected',
  'duplicate',
] as const satisfies readonly ConversionStatus[];
