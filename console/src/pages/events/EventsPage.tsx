import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStream } from '../../api/live';
import { campaignNamesQuery } from '../../api/queries';
import type { SeenEvent, SeenEventType } from '../../api/types';
import { formatTime } from '../../format/dates';
import { Money } from '../../ui/Bits';
import { Card } from '../../ui/Card';
import { type Column, DataTable } from '../../ui/DataTable';
import { IconEvents, IconPause, IconPlay, IconSearch } from '../../ui/icons';
import { LiveMark } from '../../ui/LiveMark';
import { AffiliateName, CampaignName } from '../../ui/Names';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { Status } from '../../ui/Status';
import { EventPanel } from './EventPanel';
import { type EventsFilter, merged, OUTCOMES, outcomeOf, streamOf, TYPES, words } from './events';

const route = getRouteApi('/shell/events');
/** What arrives within this time is shown at once. */
const GATHER_MS = 120;

/** The events of the stream, gathered. Another filter begins anew; a pause keeps what was there. */
function useEvents(filter: EventsFilter, enabled: boolean) {
  const address = streamOf(filter);
  const [shown, setShown] = useState<{ address: string; events: SeenEvent[] }>({ address, events: [] });
  const came = useRef<SeenEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const state = useStream<SeenEvent>(address, 'entry', enabled, (event) => {
    came.current.push(event);
    timer.current ??= setTimeout(() => {
      const batch = came.current;
      came.current = [];
      timer.current = undefined;
      setShown((old) => ({ address, events: merged(old.address === address ? old.events : [], batch) }));
    }, GATHER_MS);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came for another filter is dropped
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      came.current = [];
    },
    [address],
  );
  return { events: shown.address === address ? shown.events : [], state };
}

/** The debugger: what came in last, and what was made of it, as it arrives. */
export function EventsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [paused, setPaused] = useState(false);
  const { events, state } = useEvents(search, !paused);
  const campaigns = useQuery(campaignNamesQuery);
  const filtered = search.type !== '' || search.outcome !== '' || search.campaign !== '';
  const selected = events.find((event) => event.id === search.entry);
  const setSearch = (change: Partial<typeof search>) =>
    navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false });
  const label = paused ? t('events.resume') : t('events.pause');

  const columns: Column<SeenEvent>[] = [
    {
      id: 'event',
      header: t('field.event'),
      cell: (row) => (
        <Link to="/events" search={{ ...search, entry: row.id }} resetScroll={false}>
          {row.type == null ? words(row.source ?? 'unknown') : t(`events.type.${row.type}`)}
        </Link>
      ),
    },
    { id: 'outcome', header: t('field.outcome'), cell: (row) => <Status value={outcomeOf(row)} /> },
    {
      id: 'campaign',
      header: t('field.campaign'),
      cell: (row) => (row.campaign_id == null ? '–' : <CampaignName id={row.campaign_id} />),
    },
    { id: 'from', header: t('field.from'), cell: (row) => <From event={row} /> },
    {
      id: 'amount',
      header: t('field.amount'),
      align: 'right',
      cell: (row) =>
        row.amount == null || row.currency == null ? '–' : <Money amount={row.amount} currency={row.currency} />,
    },
    {
      id: 'time',
      header: t('field.time'),
      align: 'right',
      cell: (row) => <time dateTime={row.received_at}>{formatTime(row.received_at)}</time>,
    },
  ];

  return (
    <Page
      title={t('nav.events')}
      mark={<LiveMark mood={paused ? 'paused' : state} />}
      actions={
        <>
          <Select
            aria-label={t('events.type_filter')}
            w={160}
            allowDeselect={false}
            data={[
              { value: 'all', label: t('events.all_types') },
              ...TYPES.map((type) => ({ value: type as string, label: t(`events.type.${type}`) })),
            ]}
            value={search.type === '' ? 'all' : search.type}
            onChange={(chosen) => setSearch({ type: chosen === 'all' ? '' : (chosen as SeenEventType) })}
          />
          <Select
            aria-label={t('events.outcome_filter')}
            w={180}
            allowDeselect={false}
            data={[
              { value: 'all', label: t('events.all_outcomes') },
              ...OUTCOMES.map((outcome) => ({ value: outcome as string, label: t(`status.${outcome}`) })),
            ]}
            value={search.outcome === '' ? 'all' : search.outcome}
            onChange={(chosen) => setSearch({ outcome: chosen === 'all' ? '' : (chosen as SeenEvent['outcome']) })}
          />
          <Select
            aria-label={t('events.campaign_filter')}
            w={220}
            searchable
            clearable
            placeholder={t('events.all_campaigns')}
            clearButtonProps={{ 'aria-label': t('ui.clear_filter') }}
            data={(campaigns.data ?? []).map((campaign) => ({ value: campaign.id, label: campaign.name }))}
            value={search.campaign === '' ? null : search.campaign}
            onChange={(chosen) => setSearch({ campaign: chosen ?? '' })}
          />
          <Tooltip label={label}>
            <ActionIcon variant="default" size={36} aria-label={label} onClick={() => setPaused(!paused)}>
              {paused ? <IconPlay size={16} /> : <IconPause size={16} />}
            </ActionIcon>
          </Tooltip>
        </>
      }
    >
      <Card>
        <DataTable
          label={t('nav.events')}
          columns={columns}
          rows={events.length === 0 && state === 'connecting' ? undefined : events}
          rowId={(row) => row.id}
          onOpen={(row) => setSearch({ entry: row.id })}
          {...(selected === undefined ? {} : { selected: selected.id })}
          empty={
            filtered ? (
              <Empty
                icon={<IconSearch size={20} />}
                title={t('events.none_title')}
                action={
                  <Button variant="default" onClick={() => setSearch({ type: '', outcome: '', campaign: '' })}>
                    {t('ui.clear_filter')}
                  </Button>
                }
              />
            ) : (
              <Empty icon={<IconEvents size={20} />} title={t('events.empty_title')} text={t('events.empty_text')} />
            )
          }
        />
      </Card>
      {search.entry !== '' && (
        <EventPanel
          event={selected}
          waiting={events.length === 0 && state !== 'lost'}
          onClose={() => setSearch({ entry: '' })}
        />
      )}
    </Page>
  );
}

/** Who sent it: the affiliate of a touch, else how it came in. */
function From({ event }: { event: SeenEvent }) {
  if (event.affiliate_id != null) {
    return <AffiliateName id={event.affiliate_id} />;
  }
  return <>{event.source == null || event.type == null ? '–' : words(event.source)}</>;
}
