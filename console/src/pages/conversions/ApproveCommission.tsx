import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client';
import type { Commission } from '../../api/types';
import { formatMoney } from '../../format/money';
import { IconCheck } from '../../ui/icons';
import { useIdempotencyKey } from '../../ui/idempotency';
import { useProblemText } from '../../ui/States';

/** Ends the hold of a commission that waits; nothing for the others. */
export function ApproveCommission({ commission }: { commission: Commission }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const queryClient = useQueryClient();
  const keyOf = useIdempotencyKey();
  const amount = formatMoney(commission.amount - commission.taken_back, commission.currency);
  const approve = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/commissions/{id}/approve', {
          params: { path: { id: commission.id }, header: { 'Idempotency-Key': keyOf(commission.id) } },
        }),
      ),
    onSuccess: () => {
      notifications.show({ message: t('conversions.commission_approved', { amount }) });
      return queryClient.invalidateQueries({ queryKey: ['commissions'] });
    },
    onError: (problem) =>
      notifications.show({ color: 'red', title: t('conversions.commission_not_approved'), message: say(problem) }),
  });

  if (commission.status !== 'pending') {
    return null;
  }
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconCheck size={13} />}
      loading={approve.isPending}
      aria-label={t('conversions.approve_commission', { amount })}
      onClick={() => approve.mutate()}
    >
      {t('conversions.approve')}
    </Button>
  );
}
