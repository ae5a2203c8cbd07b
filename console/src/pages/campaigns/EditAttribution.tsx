import { Alert, Button, Drawer, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, answered, api } from '../../api/client';
import type { Campaign } from '../../api/types';
import { IconWarning } from '../../ui/icons';
import { useIdempotencyKey } from '../../ui/idempotency';
import { useProblemText } from '../../ui/States';
import { AttributionFields } from './AttributionFields';
import {
  type AttributionDraft,
  attributionContent,
  attributionDraftOf,
  attributionField,
  percentages,
} from './attribution';
import classes from './Campaigns.module.css';

interface EditAttributionProps {
  campaign: Campaign;
  onClose: () => void;
}

/** Changes how a campaign's conversions are attributed from now on. */
export function EditAttribution({ campaign, onClose }: EditAttributionProps) {
  const { t } = useTranslation();
  return (
    <Drawer opened onClose={onClose} title={t('attribution.edit')} size={560} padding={20}>
      <EditForm campaign={campaign} onClose={onClose} />
    </Drawer>
  );
}

function EditForm({ campaign, onClose }: EditAttributionProps) {
  const { t } = useTranslation();
  const say = useProblemText();
  const queryClient = useQueryClient();
  const keyOf = useIdempotencyKey();
  const [refusal, setRefusal] = useState<string[]>([]);
  const form = useForm<AttributionDraft>({
    initialValues: attributionDraftOf(campaign.attribution),
    validate: {
      milestone_percent: (text) => (percentages(text) === null ? t('attribution.shares_needed') : null),
    },
  });
  const change = useMutation({
    mutationFn: (draft: AttributionDraft) => {
      const body = { attribution: attributionContent(draft) };
      const params = {
        path: { id: campaign.id },
        header: { 'If-Match': `"${campaign.version}"`, 'Idempotency-Key': keyOf(body) },
      };
      return answered(api.PATCH('/api/v1/campaigns/{id}', { params, body }));
    },
    onSuccess: async (changed) => {
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      notifications.show({ message: t('attribution.changed', { name: changed.name }) });
      onClose();
    },
    onError: (problem) => {
      const elsewhere: string[] = [];
      for (const error of problem instanceof ApiProblem ? problem.fields : []) {
        const field = attributionField(error.field);
        if (field === null) {
          elsewhere.push(`${error.field}: ${error.message}`);
        } else {
          form.setFieldError(field, error.message);
        }
      }
      setRefusal([say(problem), ...elsewhere]);
    },
  });

  return (
    <form onSubmit={form.onSubmit((draft) => change.mutate(draft))} noValidate>
      <Stack gap={16}>
        {refusal.length > 0 && (
          <Alert
            color="red"
            icon={<IconWarning size={16} />}
            role="alert"
            title={t('campaigns.not_changed', { name: campaign.name })}
          >
            {refusal.map((line) => (
              <div key={line}>{line}</div>
            ))}
          </Alert>
        )}
        <AttributionFields
          values={form.values}
          inputProps={(field, type) => form.getInputProps(field, type === undefined ? {} : { type })}
        />
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('attribution.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
