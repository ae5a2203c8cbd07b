import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client';
import { affiliateNamesQuery } from '../../api/queries';
import type { PayoutRun } from '../../api/types';
import { IconWarning } from '../../ui/icons';
import { useIdempotencyKey } from '../../ui/idempotency';
import { Reasons } from '../../ui/States';

const DEFAULT = { currency: 'USD', gateway: 'sandbox' };

interface CreateRunProps {
  opened: boolean;
  onClose: () => void;
  onCreated: (run: PayoutRun) => void;
}

export function CreateRun({ opened, onClose, onCreated }: CreateRunProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('payouts.create')}>
      <CreateForm onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}

function CreateForm({ onClose, onCreated }: Omit<CreateRunProps, 'opened'>) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const keyOf = useIdempotencyKey();
  const affiliates = useQuery(affiliateNamesQuery);
  // What affiliates chose to be paid in and through; nothing else could select a commission.
  const profiles = (affiliates.data ?? []).flatMap((affiliate) => affiliate.payout_profile ?? []);
  const currencies = distinct([...profiles.map((profile) => profile.currency), DEFAULT.currency]);
  const gateways = distinct([...profiles.map((profile) => profile.gateway), DEFAULT.gateway]);
  const [currency, setCurrency] = useState(DEFAULT.currency);
  const [gateway, setGateway] = useState(DEFAULT.gateway);

  const create = useMutation({
    mutationFn: () => {
      const body = { currency, gateway };
      const params = { header: { 'Idempotency-Key': keyOf(body) } };
      return answered(api.POST('/api/v1/payout-runs', { params, body }));
    },
    onSuccess: async (run) => {
      await queryClient.invalidateQueries({ queryKey: ['payout-runs'] });
      onCreated(run);
    },
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap={16}>
        <Text c="dimmed">{t('payouts.create_effect')}</Text>
        {create.isError && (
          <Alert color="red" icon={<IconWarning size={16} />} role="alert" title={t('payouts.create_refused')}>
            <Reasons of={create.error} />
          </Alert>
        )}
        <Select
          label={t('field.currency')}
          data={currencies}
          value={currency}
          allowDeselect={false}
          data-autofocus
          onChange={(chosen) => setCurrency(chosen ?? DEFAULT.currency)}
        />
        <Select
          label={t('field.gateway')}
          data={gateways}
          value={gateway}
          allowDeselect={false}
          onChange={(chosen) => setGateway(chosen ?? DEFAULT.gateway)}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('payouts.prepare')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}
