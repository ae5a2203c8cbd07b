import '@mantine/spotlight/styles.layer.css';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignNamesQuery } from '../api/queries';
import { type Area, mayEditCampaigns, mayRunPayouts, maySee } from '../api/session';
import type { Me } from '../api/types';
import { IconAdd, IconCampaigns, IconSearch } from '../ui/icons';
import { NAV_ICONS } from './Shell';

const PAGES: Area[] = ['overview', 'campaigns', 'affiliates', 'conversions', 'events', 'payouts'];

/** Ctrl+K: the pages, actions and campaigns that the signed-in person may reach. */
export function Palette({ me }: { me: Me }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const campaigns = useQuery({ ...campaignNamesQuery, enabled: maySee(me, 'campaigns') });

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('palette.pages'),
      actions: PAGES.filter((area) => maySee(me, area)).map((area) => ({
        id: area,
        label: t(`nav.${area}`),
        leftSection: NAV_ICONS[area],
        onClick: () => navigate({ to: `/${area}` }),
      })),
    },
    {
      group: t('palette.actions'),
      actions: [
        ...(mayEditCampaigns(me)
          ? [
              {
                id: 'new-campaign',
                label: t('campaigns.create'),
                leftSection: <IconAdd size={17} />,
                onClick: () => navigate({ to: '/campaigns', search: { create: true } }),
              },
            ]
          : []),
        ...(mayRunPayouts(me)
          ? [
              {
                id: 'new-run',
                label: t('payouts.create'),
                leftSection: <IconAdd size={17} />,
                onClick: () => navigate({ to: '/payouts', search: { create: true } }),
              },
            ]
          : []),
      ],
    },
    {
      group: t('palette.campaigns'),
      actions: (campaigns.data ?? []).map((campaign) => ({
        id: campaign.id,
        label: campaign.name,
        description: t(`status.${campaign.status}`),
        keywords: campaign.id,
        leftSection: <IconCampaigns size={17} />,
        onClick: () => navigate({ to: '/campaigns/$id', params: { id: campaign.id } }),
      })),
    },
  ];

  return (
    <Spotlight
      actions={groups.filter((group) => group.actions.length > 0)}
      shortcut={['mod + K']}
      query={query}
      onQueryChange={setQuery}
      nothingFound={t('palette.nothing', { query })}
      limit={query === '' ? 14 : 20}
      scrollable
      maxHeight={420}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      radius={12}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}
