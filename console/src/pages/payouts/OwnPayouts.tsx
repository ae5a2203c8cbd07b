import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { payoutsQuery } from '../../api/queries';
import type { Payout } from '../../api/types';
import { Money, When } from '../../ui/Bits';
import { Card } from '../../ui/Card';
import { type Column, DataTable } from '../../ui/DataTable';
import { IconPayouts } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Pager } from '../../ui/Pager';
import { Empty } from '../../ui/States';
import { Status } from '../../ui/Status';
import { Balances } from './Balances';

const route = getRouteApi('/shell/payouts');

export function OwnPayouts() {
  const { t } = useTranslation();
  const { me } = route.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(payoutsQuery({ cursor: search.cursor }));
  const columns: Column<Payout>[] = [
    { id: 'created', header: t('field.created'), cell: (row) => <When at={row.created_at} /> },
    { id: 'status', header: t('field.status'), cell: (row) => <Status value={row.status} /> },
    {
      id: 'amount',
      header: t('field.amount'),
      align: 'right',
      cell: (row) => <Money amount={row.amount} currency={row.currency} />,
    },
    { id: 'gateway', header: t('field.gateway'), cell: (row) => row.gateway },
    { id: 'settled', header: t('field.settled'), cell: (row) => <When at={row.settled_at} /> },
    { id: 'reference', header: t('field.reference'), cell: (row) => row.failure ?? row.reference ?? '–' },
  ];
  return (
    <Page title={t('nav.payouts')}>
      {me.affiliate_id != null && <Balances affiliateId={me.affiliate_id} />}
      <Card>
        <DataTable
          label={t('nav.payouts')}
          columns={columns}
          rows={list.data?.data}
          rowId={(row) => row.id}
          problem={list.error}
          retry={() => void list.refetch()}
          empty={
            <Empty
              icon={<IconPayouts size={20} />}
              title={t('payouts.own_empty_title')}
              text={t('payouts.own_empty_text')}
            />
          }
        />
        <Pager
          cursor={search.cursor}
          nextCursor={list.data?.next_cursor}
          shown={list.data?.data.length ?? 0}
          onMove={(cursor) => navigate({ to: '/payouts', search: (old) => ({ ...old, cursor }) })}
        />
      </Card>
    </Page>
  );
}
