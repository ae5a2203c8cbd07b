import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { affiliateNamesQuery, affiliateQuery, campaignNamesQuery } from '../api/queries';
import { mayListAffiliates } from '../api/session';

const shell = getRouteApi('/shell');

/** A way to name campaigns by id; those that are unknown or out of sight keep their id. */
export function useCampaignNames(): (id: string) => string {
  const { data } = useQuery(campaignNamesQuery);
  return (id) => data?.find((campaign) => campaign.id === id)?.name ?? id;
}

export function CampaignName({ id }: { id: string }) {
  const name = useCampaignNames()(id);
  return <span className={name === id ? 'mono' : undefined}>{name}</span>;
}

/** The affiliate's name, from the list of names or, beyond its limit, asked for by itself. */
export function AffiliateName({ id }: { id: string }) {
  const { me } = shell.useRouteContext();
  const allowed = mayListAffiliates(me);
  const names = useQuery({ ...affiliateNamesQuery, enabled: allowed });
  const listed = names.data?.find((affiliate) => affiliate.id === id)?.name;
  const single = useQuery({ ...affiliateQuery(id), enabled: allowed && names.isSuccess && listed === undefined });
  const name = listed ?? single.data?.name ?? (me.affiliate_id === id ? me.name : undefined);
  return <span className={name === undefined ? 'mono' : undefined}>{name ?? id}</span>;
}
