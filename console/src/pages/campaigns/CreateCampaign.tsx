import {
  Alert,
  Button,
  Drawer,
  Fieldset,
  Input,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiProblem, answered, api } from '../../api/client';
import { advertisersQuery } from '../../api/queries';
import type { Campaign, Effect, NewCampaign } from '../../api/types';
import { exponentOf, minorUnitsOf } from '../../format/money';
import { IconWarning } from '../../ui/icons';
import { useIdempotencyKey } from '../../ui/idempotency';
import { useProblemText } from '../../ui/States';
import { AttributionFields } from './AttributionFields';
import {
  type AttributionDraft,
  attributionContent,
  attributionField,
  EMPTY_ATTRIBUTION,
  percentages,
  windowOf,
} from './attribution';
import classes from './Campaigns.module.css';
import { hostOf } from './words';

const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'CAD', 'AUD', 'JPY', 'INR', 'BRL'];
const NEW = 'new';

interface Draft extends AttributionDraft {
  advertiser_id: string;
  advertiser_name: string;
  name: string;
  currency: string;
  landing_url: string;
  allowed_domains: string[];
  hold_days: number | string;
  pay_type: 'percentage' | 'flat';
  pay: number | string;
}

const EMPTY: Draft = {
  ...EMPTY_ATTRIBUTION,
  advertiser_id: '',
  advertiser_name: '',
  name: '',
  currency: 'USD',
  landing_url: '',
  allowed_domains: [],
  hold_days: 30,
  pay_type: 'percentage',
  pay: 10,
};

/** The form's field for a field of the contract, so that a refusal stands where it belongs. */
export function draftField(field: string): keyof Draft | null {
  const path = field.replace(/\[\d+]/g, '');
  const known: Record<string, keyof Draft> = {
    name: 'name',
    advertiser_id: 'advertiser_id',
    currency: 'currency',
    landing_url: 'landing_url',
    allowed_domains: 'allowed_domains',
    hold: 'hold_days',
  };
  return known[path] ?? attributionField(path) ?? (path.startsWith('commission_rules') ? 'pay' : null);
}

interface CreateCampaignProps {
  opened: boolean;
  onClose: () => void;
  onCreated: (campaign: Campaign) => void;
}

export function CreateCampaign({ opened, onClose, onCreated }: CreateCampaignProps) {
  const { t } = useTranslation();
  return (
    <Drawer opened={opened} onClose={onClose} title={t('campaigns.create')} size={560} padding={20}>
      <CreateForm onClose={onClose} onCreated={onCreated} />
    </Drawer>
  );
}

function CreateForm({ onClose, onCreated }: Omit<CreateCampaignProps, 'opened'>) {
  const { t } = useTranslation();
  const say = useProblemText();
  const queryClient = useQueryClient();
  const advertisers = useQuery(advertisersQuery);
  const [refusal, setRefusal] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const keyOf = useIdempotencyKey();
  const advertiserKeyOf = useIdempotencyKey();

  const days = z.coerce
    .number({ error: t('campaigns.days_needed') })
    .int()
    .min(0)
    .max(365);
  const form = useForm<Draft>({
    initialValues: EMPTY,
    validateInputOnBlur: true,
    validate: schemaResolver(
      z
        .looseObject({
          advertiser_id: z.string().min(1, t('campaigns.advertiser_needed')),
          advertiser_name: z.string(),
          name: z.string().trim().min(1, t('campaigns.name_needed')),
          currency: z.string(),
          landing_url: z.url({ protocol: /^https?$/, error: t('campaigns.landing_needed') }),
          allowed_domains: z.array(z.string()),
          click_days: days.min(1, t('campaigns.days_needed')),
          view_days: days,
          milestone_percent: z.string(),
          hold_days: days,
          pay_type: z.enum(['percentage', 'flat']),
          pay: z.union([z.number(), z.string()]),
        })
        .superRefine((draft, context) => {
          if (payOfDraft(draft) === null) {
            context.addIssue({ code: 'custom', path: ['pay'], message: t('campaigns.pay_needed') });
          }
          if (percentages(draft.milestone_percent) === null) {
            context.addIssue({ code: 'custom', path: ['milestone_percent'], message: t('attribution.shares_needed') });
          }
          if (draft.advertiser_id === NEW && draft.advertiser_name.trim() === '') {
            context.addIssue({
              code: 'custom',
              path: ['advertiser_name'],
              message: t('campaigns.advertiser_name_needed'),
            });
          }
        }),
      { sync: true },
    ),
  });
  const { currency, pay_type: payType, advertiser_id: advertiserId } = form.values;
  const options = (advertisers.data ?? []).map((advertiser) => ({ value: advertiser.id, label: advertiser.name }));

  async function create(draft: Draft) {
    setBusy(true);
    setRefusal([]);
    try {
      const campaign = await send(draft);
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      notifications.show({ message: t('campaigns.created', { name: campaign.name }) });
      onCreated(campaign);
    } catch (problem) {
      showRefusal(problem);
      setBusy(false);
    }
  }

  async function send(draft: Draft): Promise<Campaign> {
    let owner = draft.advertiser_id;
    if (owner === NEW) {
      const body = { name: draft.advertiser_name.trim() };
      const params = { header: { 'Idempotency-Key': advertiserKeyOf(body) } };
      owner = (await answered(api.POST('/api/v1/advertisers', { params, body }))).id;
      await queryClient.invalidateQueries({ queryKey: ['advertisers'] });
      form.setFieldValue('advertiser_id', owner);
    }
    const body = contentOf({ ...draft, advertiser_id: owner });
    const params = { header: { 'Idempotency-Key': keyOf(body) } };
    return answered(api.POST('/api/v1/campaigns', { params, body }));
  }

  function showRefusal(problem: unknown) {
    const fields = problem instanceof ApiProblem ? problem.fields : [];
    const elsewhere: string[] = [];
    for (const error of fields) {
      const field = draftField(error.field);
      if (field === null) {
        elsewhere.push(`${error.field}: ${error.message}`);
      } else {
        form.setFieldError(field, error.message);
      }
    }
    setRefusal([say(problem), ...elsewhere]);
  }

  return (
    <form onSubmit={form.onSubmit(create)} noValidate>
      <Stack gap={16}>
        {refusal.length > 0 && (
          <Alert color="red" icon={<IconWarning size={16} />} role="alert" title={t('campaigns.refused')}>
            {refusal.map((line) => (
              <div key={line}>{line}</div>
            ))}
          </Alert>
        )}
        <TextInput label={t('field.name')} data-autofocus withAsterisk {...form.getInputProps('name')} />
        <Select
          label={t('field.advertiser')}
          placeholder={advertisers.isPending ? t('app.loading') : t('campaigns.choose_advertiser')}
          withAsterisk
          searchable
          data={[...options, { value: NEW, label: t('campaigns.new_advertiser') }]}
          {...form.getInputProps('advertiser_id')}
          value={advertiserId === '' ? null : advertiserId}
          onChange={(chosen) => form.setFieldValue('advertiser_id', chosen ?? '')}
        />
        {advertiserId === NEW && (
          <TextInput label={t('campaigns.advertiser_name')} withAsterisk {...form.getInputProps('advertiser_name')} />
        )}
        <TextInput
          label={t('field.landing')}
          placeholder="https://shop.example/landing"
          withAsterisk
          inputMode="url"
          {...form.getInputProps('landing_url')}
        />
        <TagsInput
          label={t('field.domains')}
          description={t('campaigns.domains_hint')}
          placeholder={form.values.allowed_domains.length === 0 ? hostOf(form.values.landing_url) : ''}
          {...form.getInputProps('allowed_domains')}
        />
        <Fieldset legend={t('campaigns.rules_title')} radius={8}>
          <Stack gap={12}>
            <Input.Wrapper label={t('campaigns.pay_as')}>
              <SegmentedControl
                fullWidth
                aria-label={t('campaigns.pay_as')}
                data={[
                  { value: 'percentage', label: t('campaigns.pay_percentage') },
                  { value: 'flat', label: t('campaigns.pay_flat') },
                ]}
                {...form.getInputProps('pay_type')}
              />
            </Input.Wrapper>
            <div className={classes.pair}>
              <NumberInput
                label={payType === 'percentage' ? t('campaigns.percent') : t('campaigns.amount')}
                min={0}
                {...(payType === 'percentage' ? { max: 100, suffix: ' %' } : {})}
                decimalScale={payType === 'percentage' ? 4 : exponentOf(currency)}
                hideControls
                withAsterisk
                {...form.getInputProps('pay')}
              />
              <Select
                label={t('field.currency')}
                data={CURRENCIES}
                allowDeselect={false}
                searchable
                {...form.getInputProps('currency')}
              />
            </div>
            <NumberInput
              label={t('field.hold')}
              description={t('campaigns.hold_hint')}
              min={0}
              max={365}
              suffix={t('campaigns.days_suffix', { count: Number(form.values.hold_days) })}
              hideControls
              {...form.getInputProps('hold_days')}
            />
          </Stack>
        </Fieldset>
        <AttributionFields
          values={form.values}
          inputProps={(field, type) => form.getInputProps(field, type === undefined ? {} : { type })}
        />
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('campaigns.create')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function payOfDraft(draft: Pick<Draft, 'pay' | 'pay_type' | 'currency'>): Effect | null {
  const text = String(draft.pay);
  if (draft.pay_type === 'flat') {
    const amount = minorUnitsOf(text, draft.currency);
    return amount === null ? null : { type: 'flat', amount };
  }
  const percent = Number(text);
  return text.trim() !== '' && percent >= 0 && percent <= 100 ? { type: 'percentage', percent: String(percent) } : null;
}

/** The request for a valid draft. Without domains of its own a campaign allows its landing page's host. */
export function contentOf(draft: Draft) {
  const pay = payOfDraft(draft) ?? { type: 'percentage', percent: '0' };
  return {
    advertiser_id: draft.advertiser_id,
    name: draft.name.trim(),
    currency: draft.currency,
    landing_url: draft.landing_url.trim(),
    allowed_domains: draft.allowed_domains.length > 0 ? draft.allowed_domains : [hostOf(draft.landing_url)],
    attribution: attributionContent(draft),
    hold: windowOf(draft.hold_days),
    // biome-ignore lint/suspicious/noThenProperty: the name is the contract's
    commission_rules: [{ name: 'Base commission', when: 'true', then: pay }],
  } satisfies NewCampaign;
}
