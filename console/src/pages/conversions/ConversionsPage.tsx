import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { conversionsQuery } from '../../api/queries';
import { CONVERSION_STATUSES } from '../../api/statuses';
import type { Conversion } from '../../api/types';
import { Money, When } from '../../ui/Bits';
import { Card } from '../../ui/Card';
import { type Column, DataTable } from '../../ui/DataTable';
import { IconConversions, IconSearch } from '../../ui/icons';
import { AffiliateName, CampaignName } from '../../ui/Names';
import { Page } from '../../ui/Page';
import { Pager } from '../../ui/Pager';
import { Empty } from '../../ui/States';
import { Status } from '../../ui/Status';
import { StatusFilter } from '../../ui/StatusFilter';
import classes from './Conversions.module.css';

const route = getRouteApi('/shell/conversions');

export function ConversionsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { id: selected } = useParams({ strict: false });
  const list = useQuery(
    conversionsQuery({ cursor: search.cursor, ...(search.status === '' ? {} : { status: search.status }) }),
  );
  const rows = list.data?.data;
  const setSearch = (change: Partial<typeof search>) =>
    navigate({ to: '/conversions', search: (old) => ({ ...old, ...change }) });

  const columns: Column<Conversion>[] = [
    {
      id: 'order',
      header: t('field.order'),
      cell: (row) => (
        <Link to="/conversions/$id" params={{ id: row.id }} search={search} resetScroll={false}>
          {row.order_id ?? row.id.slice(-10)}
        </Link>
      ),
    },
    { id: 'status', header: t('field.status'), cell: (row) => <Status value={row.status} /> },
    {
      id: 'amount',
      header: t('field.amount'),
      align: 'right',
      cell: (row) => <Money amount={row.amount} currency={row.currency} />,
    },
    { id: 'campaign', header: t('field.campaign'), cell: (row) => <CampaignName id={row.campaign_id} /> },
    { id: 'credits', header: t('field.credited_to'), cell: (row) => <CreditedTo conversion={row} /> },
    { id: 'event', header: t('field.event'), cell: (row) => row.event },
    { id: 'time', header: t('field.time'), cell: (row) => <When at={row.occurred_at} /> },
  ];

  return (
    <Page
      title={t('nav.conversions')}
      actions={
        <StatusFilter
          options={CONVERSION_STATUSES}
          value={search.status}
          onChange={(status) => setSearch({ status, cursor: '' })}
        />
      }
    >
      <Card>
        <DataTable
          label={t('nav.conversions')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          problem={list.error}
          retry={() => void list.refetch()}
          refreshing={list.isPlaceholderData}
          onOpen={(row) =>
            navigate({ to: '/conversions/$id', params: { id: row.id }, search: (old) => old, resetScroll: false })
          }
          {...(selected === undefined ? {} : { selected })}
          empty={
            search.status === '' ? (
              <Empty
                icon={<IconConversions size={20} />}
                title={t('conversions.empty_title')}
                text={t('conversions.empty_text')}
              />
            ) : (
              <Empty
                icon={<IconSearch size={20} />}
                title={t('conversions.none_title', { status: t(`status.${search.status}`) })}
                action={
                  <Button variant="default" onClick={() => setSearch({ status: '', cursor: '' })}>
                    {t('ui.clear_filter')}
                  </Button>
                }
              />
            )
          }
        />
        <Pager
          cursor={search.cursor}
          nextCursor={list.data?.next_cursor}
          shown={rows?.length ?? 0}
          onMove={(cursor) => setSearch({ cursor })}
        />
      </Card>
      <Outlet />
    </Page>
  );
}

/** The affiliate with the greatest share, and how many others there are. */
function CreditedTo({ conversion }: { conversion: Conversion }) {
  const { t } = useTranslation();
  const credits = conversion.credits ?? [];
  const affiliates = [...new Set(credits.toSorted((a, b) => b.ppm - a.ppm).map((credit) => credit.affiliate_id))];
  const [first] = affiliates;
  if (first === undefined) {
    return <span className={classes.nobody}>{t('conversions.nobody')}</span>;
  }
  return (
    <span>
      <AffiliateName id={first} />
      {affiliates.length > 1 && (
        <span className={classes.more}>{t('conversions.more', { count: affiliates.length - 1 })}</span>
      )}
    </span>
  );
}
