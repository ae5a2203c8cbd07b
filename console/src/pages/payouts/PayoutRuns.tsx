import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { payoutRunsQuery } from '../../api/queries';
import type { PayoutRun } from '../../api/types';
import { formatCount } from '../../format/numbers';
import { Money, When } from '../../ui/Bits';
import { Card } from '../../ui/Card';
import { type Column, DataTable } from '../../ui/DataTable';
import { IconAdd, IconPayouts } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Pager } from '../../ui/Pager';
import { Empty } from '../../ui/States';
import { Status } from '../../ui/Status';
import { CreateRun } from './CreateRun';

const route = getRouteApi('/shell/payouts');

/** The end of a run's id: enough to tell runs apart at a glance. */
export function shortRun(id: string): string {
  return id.slice(-8);
}

export function PayoutRuns() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { id: selected } = useParams({ strict: false });
  const list = useQuery(payoutRunsQuery({ cursor: search.cursor }));
  const setSearch = (change: Partial<typeof search>) =>
    navigate({ to: '/payouts', search: (old) => ({ ...old, ...change }) });
  const open = (id: string) =>
    navigate({ to: '/payouts/$id', params: { id }, search: (old) => ({ ...old, create: false }), resetScroll: false });
  const createButton = (
    <Button leftSection={<IconAdd size={16} />} onClick={() => setSearch({ create: true })}>
      {t('payouts.create')}
    </Button>
  );

  const columns: Column<PayoutRun>[] = [
    {
      id: 'run',
      header: t('field.run'),
      cell: (row) => (
        <Link to="/payouts/$id" params={{ id: row.id }} search={search} resetScroll={false}>
          <span className="mono">{shortRun(row.id)}</span>
        </Link>
      ),
    },
    { id: 'status', header: t('field.status'), cell: (row) => <Status value={row.status} /> },
    { id: 'count', header: t('field.payout_count'), align: 'right', cell: (row) => formatCount(row.payout_count) },
    {
      id: 'total',
      header: t('field.total'),
      align: 'right',
      cell: (row) => <Money amount={row.total_amount} currency={row.currency} />,
    },
    { id: 'gateway', header: t('field.gateway'), cell: (row) => row.gateway },
    { id: 'created', header: t('field.created'), cell: (row) => <When at={row.created_at} /> },
    { id: 'approved', header: t('field.approved'), cell: (row) => <When at={row.approved_at} /> },
  ];

  return (
    <Page title={t('nav.payouts')} actions={createButton}>
      <Card title={t('payouts.runs')}>
        <DataTable
          label={t('payouts.runs')}
          columns={columns}
          rows={list.data?.data}
          rowId={(row) => row.id}
          problem={list.error}
          retry={() => void list.refetch()}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => open(row.id)}
          {...(selected === undefined ? {} : { selected })}
          empty={
            <Empty
              icon={<IconPayouts size={20} />}
              title={t('payouts.empty_title')}
              text={t('payouts.empty_text')}
              action={createButton}
            />
          }
        />
        <Pager
          cursor={search.cursor}
          nextCursor={list.data?.next_cursor}
          shown={list.data?.data.length ?? 0}
          onMove={(cursor) => setSearch({ cursor })}
        />
      </Card>
      <Outlet />
      <CreateRun
        opened={search.create}
        onClose={() => setSearch({ create: false })}
        onCreated={(run) => open(run.id)}
      />
    </Page>
  );
}
