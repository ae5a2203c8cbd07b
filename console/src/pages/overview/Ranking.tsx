import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Performance } from '../../api/types';
import { formatMoneyRate } from '../../format/money';
import { formatCount, ratio } from '../../format/numbers';
import { Money } from '../../ui/Bits';
import { type Column, DataTable } from '../../ui/DataTable';
import { IconChart } from '../../ui/icons';
import { AffiliateName, CampaignName, useCampaignNames } from '../../ui/Names';
import { Empty } from '../../ui/States';
import { type Ranked, rankedBy } from './figures';
import classes from './Overview.module.css';

const SHOWN = 8;

interface RankingProps {
  kind: 'campaign_id' | 'affiliate_id';
  query: UseQueryResult<Performance>;
  currency: string;
}

/** The campaigns or affiliates that earned most in the range. */
export function Ranking({ kind, query, currency }: RankingProps) {
  const { t } = useTranslation();
  const nameOf = useCampaignNames();
  const rows = query.data === undefined ? undefined : rankedBy(query.data.data, currency, kind);
  const most = Math.max(1, ...(rows ?? []).map((row) => row.commission));
  const columns: Column<Ranked>[] = [
    {
      id: 'name',
      header: kind === 'campaign_id' ? t('field.campaign') : t('field.affiliate'),
      cell: (row) => (
        <span className={classes.ranked}>
          <span className={classes.rankedName}>
            {kind === 'campaign_id' ? (
              nameOf(row.id) === row.id ? (
                <CampaignName id={row.id} />
              ) : (
                <Link to="/campaigns/$id" params={{ id: row.id }}>
                  {nameOf(row.id)}
                </Link>
              )
            ) : (
              <AffiliateName id={row.id} />
            )}
          </span>
          <span className={classes.rankedTrack} aria-hidden="true">
            <span style={{ width: `${(row.commission / most) * 100}%` }} />
          </span>
        </span>
      ),
    },
    {
      id: 'clicks',
      header: t('metric.clicks'),
      align: 'right',
      sortBy: (row) => row.clicks,
      cell: (row) => formatCount(row.clicks),
    },
    {
      id: 'invalid',
      header: t('metric.invalid'),
      align: 'right',
      sortBy: (row) => row.invalid,
      cell: (row) => formatCount(row.invalid),
    },
    {
      id: 'conversions',
      header: t('metric.conversions'),
      align: 'right',
      sortBy: (row) => row.conversions,
      cell: (row) => formatCount(row.conversions),
    },
    {
      id: 'sales',
      header: t('metric.sales'),
      align: 'right',
      sortBy: (row) => row.sales,
      cell: (row) => <Money amount={row.sales} currency={currency} />,
    },
    {
      id: 'commission',
      header: t('metric.commission'),
      align: 'right',
      sortBy: (row) => row.commission,
      cell: (row) => <Money amount={row.commission} currency={currency} />,
    },
    {
      id: 'epc',
      header: t('metric.epc'),
      align: 'right',
      sortBy: (row) => ratio(row.commission, row.clicks) ?? -1,
      cell: (row) => formatMoneyRate(ratio(row.commission, row.clicks), currency),
    },
  ];
  return (
    <DataTable
      label={kind === 'campaign_id' ? t('overview.top_campaigns') : t('overview.top_affiliates')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      problem={query.error}
      retry={() => void query.refetch()}
      refreshing={query.isPlaceholderData}
      sortedBy="commission"
      limit={SHOWN}
      skeletonRows={5}
      empty={
        <Empty
          icon={<IconChart size={20} />}
          title={t('overview.ranking_empty')}
          text={t('overview.ranking_empty_text')}
        />
      }
    />
  );
}
