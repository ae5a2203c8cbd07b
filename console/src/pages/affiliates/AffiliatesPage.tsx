import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { affiliatesQuery } from '../../api/queries';
import { mayEditAffiliates } from '../../api/session';
import { AFFILIATE_STATUSES } from '../../api/statuses';
import type { Affiliate } from '../../api/types';
import { CopyText, When } from '../../ui/Bits';
import { Card } from '../../ui/Card';
import { type Column, DataTable } from '../../ui/DataTable';
import { IconAffiliates, IconSearch } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Pager } from '../../ui/Pager';
import { Empty } from '../../ui/States';
import { Status } from '../../ui/Status';
import { StatusFilter } from '../../ui/StatusFilter';
import { AffiliateDecision } from './AffiliateDecision';

const route = getRouteApi('/shell/affiliates');

export function AffiliatesPage() {
  const { t } = useTranslation();
  const { me } = route.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(
    affiliatesQuery({ cursor: search.cursor, ...(search.status === '' ? {} : { status: search.status }) }),
  );
  const rows = list.data?.data;
  const setSearch = (change: Partial<typeof search>) =>
    navigate({ to: '/affiliates', search: (old) => ({ ...old, ...change }) });

  const columns: Column<Affiliate>[] = [
    { id: 'name', header: t('field.name'), cell: (row) => <strong style={{ fontWeight: 500 }}>{row.name}</strong> },
    { id: 'status', header: t('field.status'), cell: (row) => <Status value={row.status} /> },
    { id: 'email', header: t('field.email'), cell: (row) => row.email },
    {
      id: 'payout',
      header: t('field.payout_method'),
      cell: (row) =>
        row.payout_profile == null
          ? t('affiliates.no_method')
          : `${row.payout_profile.gateway} · ${row.payout_profile.currency}`,
    },
    { id: 'id', header: t('field.id'), cell: (row) => <CopyText value={row.id} short /> },
    { id: 'joined', header: t('field.joined'), cell: (row) => <When at={row.created_at} /> },
    ...(mayEditAffiliates(me) && rows?.some((row) => row.status === 'pending')
      ? [
          {
            id: 'actions',
            header: '',
            align: 'right' as const,
            cell: (row: Affiliate) => <AffiliateDecision affiliate={row} />,
          },
        ]
      : []),
  ];

  return (
    <Page
      title={t('nav.affiliates')}
      actions={
        <StatusFilter
          options={AFFILIATE_STATUSES}
          value={search.status}
          onChange={(status) => setSearch({ status, cursor: '' })}
        />
      }
    >
      <Card>
        <DataTable
          label={t('nav.affiliates')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          problem={list.error}
          retry={() => void list.refetch()}
          refreshing={list.isPlaceholderData}
          empty={
            search.status === '' ? (
              <Empty
                icon={<IconAffiliates size={20} />}
                title={t('affiliates.empty_title')}
                text={t('affiliates.empty_text')}
              />
            ) : (
              <Empty
                icon={<IconSearch size={20} />}
                title={t('affiliates.none_title', { status: t(`status.${search.status}`) })}
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
    </Page>
  );
}
