import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { campaignsQuery } from '../../api/queries';
import { mayEditCampaigns } from '../../api/session';
import { CAMPAIGN_STATUSES } from '../../api/statuses';
import type { Campaign } from '../../api/types';
import { When } from '../../ui/Bits';
import { Card } from '../../ui/Card';
import { type Column, DataTable } from '../../ui/DataTable';
import { IconAdd, IconCampaigns, IconSearch } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Pager } from '../../ui/Pager';
import { Empty } from '../../ui/States';
import { Status } from '../../ui/Status';
import { StatusFilter } from '../../ui/StatusFilter';
import { CampaignSwitch } from './CampaignSwitch';
import { CreateCampaign } from './CreateCampaign';
import { hostOf, useModelWords, useRuleWords } from './words';

const route = getRouteApi('/shell/campaigns');

export function CampaignsPage() {
  const { t } = useTranslation();
  const { me } = route.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { id: selected } = useParams({ strict: false });
  const ruleWords = useRuleWords();
  const modelWords = useModelWords();
  const list = useQuery(
    campaignsQuery({ cursor: search.cursor, ...(search.status === '' ? {} : { status: search.status }) }),
  );
  const editor = mayEditCampaigns(me);
  const rows = list.data?.data;

  const setSearch = (change: Partial<typeof search>) =>
    navigate({ to: '/campaigns', search: (old) => ({ ...old, ...change }) });
  const open = (id: string) =>
    navigate({ to: '/campaigns/$id', params: { id }, search: (old) => old, resetScroll: false });
  const createButton = (
    <Button leftSection={<IconAdd size={16} />} onClick={() => setSearch({ create: true })}>
      {t('campaigns.create')}
    </Button>
  );

  const columns: Column<Campaign>[] = [
    {
      id: 'name',
      header: t('field.name'),
      cell: (row) => (
        <Link to="/campaigns/$id" params={{ id: row.id }} search={search} resetScroll={false}>
          {row.name}
        </Link>
      ),
    },
    { id: 'status', header: t('field.status'), cell: (row) => <Status value={row.status} /> },
    { id: 'commission', header: t('field.commission'), cell: (row) => ruleWords(row) },
    { id: 'model', header: t('field.model'), cell: (row) => modelWords(row) },
    { id: 'currency', header: t('field.currency'), cell: (row) => row.currency },
    { id: 'landing', header: t('field.landing'), cell: (row) => hostOf(row.landing_url) },
    { id: 'updated', header: t('field.updated'), cell: (row) => <When at={row.updated_at} /> },
    ...(editor
      ? [
          {
            id: 'actions',
            header: '',
            align: 'right' as const,
            cell: (row: Campaign) => <CampaignSwitch campaign={row} size="xs" />,
          },
        ]
      : []),
  ];

  return (
    <Page
      title={t('nav.campaigns')}
      actions={
        <>
          <StatusFilter
            options={CAMPAIGN_STATUSES}
            value={search.status}
            onChange={(status) => setSearch({ status, cursor: '' })}
          />
          {editor && createButton}
        </>
      }
    >
      <Card>
        <DataTable
          label={t('nav.campaigns')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          problem={list.error}
          retry={() => void list.refetch()}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => open(row.id)}
          {...(selected === undefined ? {} : { selected })}
          empty={
            search.status === '' ? (
              <Empty
                icon={<IconCampaigns size={20} />}
                title={t('campaigns.empty_title')}
                text={t('campaigns.empty_text')}
                action={editor ? createButton : undefined}
              />
            ) : (
              <Empty
                icon={<IconSearch size={20} />}
                title={t('campaigns.none_title', { status: t(`status.${search.status}`) })}
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
      {editor && (
        <CreateCampaign
          opened={search.create}
          onClose={() => setSearch({ create: false })}
          onCreated={(campaign) =>
            navigate({
              to: '/campaigns/$id',
              params: { id: campaign.id },
              search: (old) => ({ ...old, create: false }),
            })
          }
        />
      )}
    </Page>
  );
}
