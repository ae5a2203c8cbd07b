import { queryOptions } from '@tanstack/react-query';
import { answered, api } from './client';
import type { Me, Role } from './types';

export type Area = 'overview' | 'campaigns' | 'affiliates' | 'conversions' | 'events' | 'payouts';

const AREAS: Record<Role, readonly Area[]> = {
  ADMIN: ['overview', 'campaigns', 'affiliates', 'conversions', 'events', 'payouts'],
  MANAGER: ['overview', 'campaigns', 'affiliates', 'conversions', 'events', 'payouts'],
  FINANCE: ['overview', 'conversions', 'payouts'],
  ADVERTISER: ['overview', 'campaigns', 'conversions'],
  AFFILIATE: ['overview', 'conversions', 'payouts'],
};

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/me', { signal })),
  staleTime: 5 * 60_000,
  retry: false,
});

export function maySee(me: Me, area: Area): boolean {
  return me.roles.some((role) => AREAS[role]?.includes(area));
}

/** Staff of the tenant, as opposed to an advertiser or an affiliate who sees own data only. */
export function isStaff(me: Me): boolean {
  return me.roles.some((role) => role === 'ADMIN' || role === 'MANAGER' || role === 'FINANCE');
}

export function mayEditCampaigns(me: Me): boolean {
  return me.roles.some((role) => role === 'ADMIN' || role === 'MANAGER');
}

export function mayEditAffiliates(me: Me): boolean {
  return mayEditCampaigns(me);
}

/** Approving commissions and recording refunds. */
export function mayDecideMoney(me: Me): boolean {
  return isStaff(me);
}

export function mayRunPayouts(me: Me): boolean {
  return me.roles.some((role) => role === 'ADMIN' || role === 'MANAGER' || role === 'FINANCE');
}

export function mayListAffiliates(me: Me): boolean {
  return isStaff(me);
}
