import { Alert, Button, Group, Modal, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client';
import { payoutRunQuery, payoutsQuery } from '../../api/queries';
import type { Payout, PayoutRun, PayoutRunStatus, PayoutStatus } from '../../api/types';
import { formatInstant } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { CopyText, Facts, Money } from '../../ui/Bits';
import { type Column, DataTable } from '../../ui/DataTable';
import { IconApprove, IconPayouts, IconWarning } from '../../ui/icons';
import { useIdempotencyKey } from '../../ui/idempotency';
import { AffiliateName } from '../../ui/Names';
import { Pager } from '../../ui/Pager';
import { SidePanel } from '../../ui/SidePanel';
import { Empty, Failed, useProblemText } from '../../ui/States';
import { Status } from '../../ui/Status';
import { shortRun } from './PayoutRuns';
import classes from './Payouts.module.css';

const route = getRouteApi('/shell/payouts/$id');
const POLL_MS = 2000;
const MOVING_RUNS: readonly string[] = ['approved', 'running'] satisfies PayoutRunStatus[];
const MOVING_PAYOUTS: readonly string[] = ['submitting', 'submitted', 'unknown'] satisfies PayoutStatus[];

export function RunPanel() {
  const { t } = useTranslation();
  const { me } = route.useRouteContext();
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const [cursor, setCursor] = useState('');
  const run = useQuery({
    ...payoutRunQuery(id),
    refetchInterval: (query) => (isMoving(query.state.data) ? POLL_MS : false),
  });
  const payouts = useQuery({
    ...payoutsQuery({ run_id: id, cursor }),
    refetchInterval: (query) =>
      isMoving(run.data) || query.state.data?.data.some((payout) => MOVING_PAYOUTS.includes(payout.status))
        ? POLL_MS
        : false,
  });
  const status = run.data?.status;
  const queryClient = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step of the run moves its payouts and its row in the list
  useEffect(() => {
    if (status !== undefined) {
      void queryClient.invalidateQueries({ queryKey: ['payouts'] });
      void queryClient.invalidateQueries({ queryKey: ['payout-runs', 'list'] });
    }
  }, [status]);
  const personOf = (user: string) => (user === me.id ? me.name : user);
  const close = () => navigate({ to: '/payouts', search: (old) => old, resetScroll: false });

  const columns: Column<Payout>[] = [
    { id: 'affiliate', header: t('field.affiliate'), cell: (row) => <AffiliateName id={row.affiliate_id} /> },
    {
      id: 'amount',
      header: t('field.amount'),
      align: 'right',
      cell: (row) => <Money amount={row.amount} currency={row.currency} />,
    },
    { id: 'status', header: t('field.status'), cell: (row) => <Status value={row.status} /> },
    {
      id: 'reference',
      header: t('field.reference'),
      cell: (row) =>
        row.failure != null ? (
          <span className={classes.failure}>{row.failure}</span>
        ) : row.reference ? (
          <CopyText value={row.reference} short />
        ) : (
          '–'
        ),
    },
  ];

  return (
    <SidePanel title={t('payouts.panel', { run: shortRun(id) })} onClose={close}>
      {run.error !== null && run.data === undefined ? (
        <Failed problem={run.error} retry={() => void run.refetch()} />
      ) : run.data === undefined ? (
        <Skeleton height={320} radius={8} />
      ) : (
        <Stack gap={24}>
          <div className={classes.head}>
            <div>
              <div className={classes.total}>{formatMoney(run.data.total_amount, run.data.currency)}</div>
              <Text c="dimmed">
                {t('payouts.summary', { count: run.data.payout_count, gateway: run.data.gateway })}
              </Text>
            </div>
            <Status value={run.data.status} />
          </div>
          {run.data.status === 'prepared' && <Approve run={run.data} />}
          <Facts
            items={[
              { label: t('field.id'), value: <CopyText value={run.data.id} /> },
              { label: t('field.created'), value: formatInstant(run.data.created_at) },
              { label: t('field.created_by'), value: personOf(run.data.created_by) },
              {
                label: t('field.approved'),
                value: run.data.approved_at == null ? '–' : formatInstant(run.data.approved_at),
              },
              {
                label: t('field.approved_by'),
                value: run.data.approved_by == null ? '–' : personOf(run.data.approved_by),
              },
            ]}
          />
          <section>
            <Title order={3} fz={14} mb={8}>
              {t('payouts.of_run')}
            </Title>
            <div className={classes.table}>
              <DataTable
                label={t('payouts.of_run')}
                columns={columns}
                rows={payouts.data?.data}
                rowId={(row) => row.id}
                problem={payouts.error}
                retry={() => void payouts.refetch()}
                skeletonRows={4}
                empty={
                  <Empty
                    icon={<IconPayouts size={20} />}
                    title={t('payouts.none_title')}
                    text={t('payouts.none_text')}
                  />
                }
              />
              <Pager
                cursor={cursor}
                nextCursor={payouts.data?.next_cursor}
                shown={payouts.data?.data.length ?? 0}
                onMove={setCursor}
              />
            </div>
          </section>
        </Stack>
      )}
    </SidePanel>
  );
}

function isMoving(run: PayoutRun | undefined): boolean {
  return run !== undefined && MOVING_RUNS.includes(run.status);
}

/** Approval states what is approved, how much leaves and that it cannot be called back. */
function Approve({ run }: { run: PayoutRun }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const queryClient = useQueryClient();
  const keyOf = useIdempotencyKey();
  const { me } = route.useRouteContext();
  const [opened, { open, close }] = useDisclosure(false);
  const amount = formatMoney(run.total_amount, run.currency);
  const approve = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/payout-runs/{id}/approve', {
          params: { path: { id: run.id }, header: { 'Idempotency-Key': keyOf(run.id) } },
        }),
      ),
    onSuccess: async () => {
      close();
      notifications.show({ message: t('payouts.approved', { run: shortRun(run.id), amount }) });
      await queryClient.invalidateQueries({ queryKey: ['payout-runs'] });
      await queryClient.invalidateQueries({ queryKey: ['payouts'] });
    },
  });

  return (
    <div className={classes.approve}>
      <div>
        <div className={classes.approveTitle}>{t('payouts.waiting_title')}</div>
        <Text size="sm" c="dimmed">
          {t('payouts.waiting_text')}
        </Text>
      </div>
      <Button leftSection={<IconApprove size={16} />} onClick={open} disabled={run.payout_count === 0}>
        {t('payouts.approve')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('payouts.approve_title', { run: shortRun(run.id) })}>
        <Stack gap={16}>
          <div className={classes.total}>{amount}</div>
          <Text>
            {t('payouts.approve_effect', { count: run.payout_count, amount, gateway: run.gateway })}{' '}
            {t('payouts.approve_final')}
          </Text>
          {run.created_by && (
            <Text size="sm" c="dimmed">
              {t('payouts.made_by', { who: run.created_by === me.id ? me.name : run.created_by })}
            </Text>
          )}
          {approve.isError && (
            <Alert color="red" icon={<IconWarning size={16} />} role="alert" title={t('payouts.not_approved')}>
              {say(approve.error)}
            </Alert>
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close} data-autofocus>
              {t('ui.cancel')}
            </Button>
            <Button loading={approve.isPending} onClick={() => approve.mutate()}>
              {t('payouts.approve_confirm', { amount })}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  );
}
