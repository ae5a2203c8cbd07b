import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client';
import type { Campaign } from '../../api/types';
import { IconPause, IconPlay } from '../../ui/icons';
import { useProblemText } from '../../ui/States';

/** Activates or pauses a campaign; nothing where neither is possible. */
export function CampaignSwitch({ campaign, size }: { campaign: Campaign; size: 'xs' | 'sm' }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const queryClient = useQueryClient();
  const pausing = campaign.status === 'active';
  const change = useMutation({
    mutationFn: () => {
      const request = { params: { path: { id: campaign.id } } };
      return answered(
        pausing
          ? api.POST('/api/v1/campaigns/{id}/pause', request)
          : api.POST('/api/v1/campaigns/{id}/activate', request),
      );
    },
    onSuccess: (changed) => {
      notifications.show({
        message: pausing
          ? t('campaigns.paused', { name: changed.name })
          : t('campaigns.activated', { name: changed.name }),
      });
      return queryClient.invalidateQueries({ queryKey: ['campaigns'] });
    },
    onError: (problem) =>
      notifications.show({
        color: 'red',
        title: t('campaigns.not_changed', { name: campaign.name }),
        message: say(problem),
      }),
  });

  if (campaign.status === 'archived') {
    return null;
  }
  const label = pausing ? t('campaigns.pause') : t('campaigns.activate');
  return (
    <Button
      size={size}
      variant={size === 'xs' ? 'subtle' : 'default'}
      {...(size === 'xs' ? { color: 'gray', c: 'dimmed' } : {})}
      loading={change.isPending}
      leftSection={pausing ? <IconPause size={13} /> : <IconPlay size={13} />}
      aria-label={`${label}: ${campaign.name}`}
      onClick={() => change.mutate()}
    >
      {label}
    </Button>
  );
}
