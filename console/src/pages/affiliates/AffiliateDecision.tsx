import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client';
import type { Affiliate } from '../../api/types';
import { IconCheck, IconClose } from '../../ui/icons';
import { useProblemText } from '../../ui/States';

/** Approves or rejects an affiliate who waits for it; nothing for the others. */
export function AffiliateDecision({ affiliate }: { affiliate: Affiliate }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const queryClient = useQueryClient();
  const name = affiliate.name;
  const decide = useMutation({
    mutationFn: (approve: boolean) => {
      const request = { params: { path: { id: affiliate.id } } };
      return answered(
        approve
          ? api.POST('/api/v1/affiliates/{id}/approve', request)
          : api.POST('/api/v1/affiliates/{id}/reject', request),
      );
    },
    onSuccess: (_, approve) => {
      notifications.show({
        message: approve ? t('affiliates.approved', { name }) : t('affiliates.rejected', { name }),
      });
      return queryClient.invalidateQueries({ queryKey: ['affiliates'] });
    },
    onError: (problem) =>
      notifications.show({ color: 'red', title: t('affiliates.not_changed', { name }), message: say(problem) }),
  });

  if (affiliate.status !== 'pending') {
    return null;
  }
  return (
    <Group gap={8} justify="flex-end" wrap="nowrap">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCheck size={13} />}
        loading={decide.isPending && decide.variables}
        disabled={decide.isPending}
        aria-label={`${t('affiliates.approve')}: ${name}`}
        onClick={() => decide.mutate(true)}
      >
        {t('affiliates.approve')}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        c="dimmed"
        leftSection={<IconClose size={13} />}
        loading={decide.isPending && !decide.variables}
        disabled={decide.isPending}
        aria-label={`${t('affiliates.reject')}: ${name}`}
        onClick={() => decide.mutate(false)}
      >
        {t('affiliates.reject')}
      </Button>
    </Group>
  );
}
