import { queryOptions } from '@tanstack/react-query';
import { answered, api } from './client';
import type { AffiliateStatus, CampaignStatus, ConversionStatus } from './types';

/** The server's upper bound for one page; names beyond it are fetched one by one where they are shown. */
const NAMES_LIMIT = 500;
export const PAGE_SIZE = 25;

export interface Paged<Status> {
  status?: Status;
  cursor?: string;
}

function paging<Status>(page: Paged<Status>) {
  return {
    limit: PAGE_SIZE,
    ...(page.cursor ? { cursor: page.cursor } : {}),
    ...(page.status ? { status: page.status } : {}),
  };
}

export const campaignNamesQuery = queryOptions({
  queryKey: ['campaigns', 'names'],
  queryFn: async ({ signal }) =>
    (await answered(api.GET('/api/v1/campaigns', { params: { query: { limit: NAMES_LIMIT } }, signal }))).data,
  staleTime: 60_000,
});

export const affiliateNamesQuery = queryOptions({
  queryKey: ['affiliates', 'names'],
  queryFn: async ({ signal }) =>
    (await answered(api.GET('/api/v1/affiliates', { params: { query: { limit: NAMES_LIMIT } }, signal }))).data,
  staleTime: 60_000,
});

export const advertisersQuery = queryOptions({
  queryKey: ['advertisers'],
  queryFn: async ({ signal }) =>
    (await answered(api.GET('/api/v1/advertisers', { params: { query: { limit: NAMES_LIMIT } }, signal }))).data,
  staleTime: 60_000,
});

export const campaignsQuery = (page: Paged<CampaignStatus>) =>
  queryOptions({
    queryKey: ['campaigns', 'list', page],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/campaigns', { params: { query: paging(page) }, signal })),
    placeholderData: (previous) => previous,
  });

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'one', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/campaigns/{id}', { params: { path: { id } }, signal })),
  });

export const attributionRulesQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'attribution-rules', id],
    queryFn: async ({ signal }) =>
      (await answered(api.GET('/api/v1/campaigns/{id}/attribution-rules', { params: { path: { id } }, signal }))).data,
  });

export const ruleTemplatesQuery = queryOptions({
  queryKey: ['rule-templates'],
  queryFn: async ({ signal }) => (await answered(api.GET('/api/v1/rules/templates', { signal }))).data,
  staleTime: Number.POSITIVE_INFINITY,
});

export const affiliatesQuery = (page: Paged<AffiliateStatus>) =>
  queryOptions({
    queryKey: ['affiliates', 'list', page],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/affiliates', { params: { query: paging(page) }, signal })),
    placeholderData: (previous) => previous,
  });

export const affiliateQuery = (id: string) =>
  queryOptions({
    queryKey: ['affiliates', 'one', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/affiliates/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });

export const conversionsQuery = (page: Paged<ConversionStatus>) =>
  queryOptions({
    queryKey: ['conversions', 'list', page],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/conversions', { params: { query: paging(page) }, signal })),
    placeholderData: (previous) => previous,
  });

export const conversionQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversions', 'one', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/conversions/{id}', { params: { path: { id } }, signal })),
  });

export const commissionsOfQuery = (conversionId: string) =>
  queryOptions({
    queryKey: ['commissions', conversionId],
    queryFn: async ({ signal }) =>
      (await answered(api.GET('/api/v1/commissions', { params: { query: { conversion_id: conversionId } }, signal })))
        .data,
  });

export const balancesQuery = (affiliateId: string) =>
  queryOptions({
    queryKey: ['balances', affiliateId],
    queryFn: async ({ signal }) =>
      (await answered(api.GET('/api/v1/affiliates/{id}/balances', { params: { path: { id: affiliateId } }, signal })))
        .data,
  });

export const payoutRunsQuery = (page: Paged<never>) =>
  queryOptions({
    queryKey: ['payout-runs', 'list', page],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/payout-runs', { params: { query: paging(page) }, signal })),
    placeholderData: (previous) => previous,
  });

export const payoutRunQuery = (id: string) =>
  queryOptions({
    queryKey: ['payout-runs', 'one', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/payout-runs/{id}', { params: { path: { id } }, signal })),
  });

/** The payouts of one run, or every payout the signed-in person may see. */
export const payoutsQuery = (filter: { run_id?: string; cursor?: string }) =>
  queryOptions({
    queryKey: ['payouts', filter],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/payouts', {
          params: { query: { ...paging<never>(filter), ...(filter.run_id ? { run_id: filter.run_id } : {}) } },
          signal,
        }),
      ),
  });

export interface PerformanceFilter {
  from: string;
  to: string;
  group_by: 'day' | 'campaign' | 'affiliate';
}

export const performanceQuery = (filter: PerformanceFilter) =>
  queryOptions({
    queryKey: ['performance', filter],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/reports/performance', { params: { query: filter }, signal })),
    placeholderData: (previous) => previous,
  });
