import { Alert, Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client';
import type { Conversion } from '../../api/types';
import { decimalOf, exponentOf, formatMoney, minorUnitsOf } from '../../format/money';
import { IconRetry, IconWarning } from '../../ui/icons';
import { useIdempotencyKey } from '../../ui/idempotency';
import { useProblemText } from '../../ui/States';

const REASON_LIMIT = 256;

/** Records that the customer got money back; the affiliates' share of it is taken back. */
export function Refund({ conversion, onTaken }: { conversion: Conversion; onTaken: () => void }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  if (conversion.status !== 'attributed' || conversion.refunded_amount >= conversion.amount) {
    return null;
  }
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconRetry size={13} />} onClick={open}>
        {t('conversions.refund')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('conversions.refund_title')}>
        <RefundForm
          conversion={conversion}
          onClose={close}
          onTaken={() => {
            close();
            onTaken();
          }}
        />
      </Modal>
    </>
  );
}

function RefundForm({
  conversion,
  onClose,
  onTaken,
}: {
  conversion: Conversion;
  onClose: () => void;
  onTaken: () => void;
}) {
  const { t } = useTranslation();
  const say = useProblemText();
  const queryClient = useQueryClient();
  const keyOf = useIdempotencyKey();
  const { currency } = conversion;
  const left = conversion.amount - conversion.refunded_amount;
  const [given, setGiven] = useState<number | string>(decimalOf(left, currency));
  const [reason, setReason] = useState('');
  const parsed = minorUnitsOf(String(given), currency);
  const amount = parsed !== null && parsed > 0 && parsed <= left ? parsed : null;
  const refund = useMutation({
    mutationFn: (minorUnits: number) => {
      const content = { amount: minorUnits, currency, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      const key = keyOf(content);
      return answered(
        api.POST('/api/v1/conversions/{id}/refunds', {
          params: { path: { id: conversion.id }, header: { 'Idempotency-Key': key } },
          body: { refund_id: `console-${key}`, ...content },
        }),
      );
    },
    onSuccess: async (_, minorUnits) => {
      notifications.show({ message: t('conversions.refund_taken', { amount: formatMoney(minorUnits, currency) }) });
      onTaken();
      await queryClient.invalidateQueries({ queryKey: ['conversions'] });
    },
  });

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (amount !== null) {
          refund.mutate(amount);
        }
      }}
    >
      <Stack gap={16}>
        <Text c="dimmed">{t('conversions.refund_effect')}</Text>
        {refund.isError && (
          <Alert color="red" icon={<IconWarning size={16} />} role="alert" title={t('conversions.refund_refused')}>
            {say(refund.error)}
          </Alert>
        )}
        <NumberInput
          label={t('conversions.refund_amount', { currency })}
          description={t('conversions.refund_left', { amount: formatMoney(left, currency) })}
          decimalScale={exponentOf(currency)}
          fixedDecimalScale
          min={0}
          hideControls
          data-autofocus
          value={given}
          onChange={setGiven}
          error={amount === null ? t('conversions.refund_range', { amount: formatMoney(left, currency) }) : null}
        />
        <TextInput
          label={t('conversions.refund_reason')}
          maxLength={REASON_LIMIT}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={refund.isPending} disabled={amount === null}>
            {amount === null
              ? t('conversions.refund')
              : t('conversions.refund_confirm', { amount: formatMoney(amount, currency) })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
