import {
  ActionIcon,
  Alert,
  Button,
  Drawer,
  Fieldset,
  Group,
  NumberInput,
  Select,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, answered, api } from '../../api/client';
import { ruleTemplatesQuery } from '../../api/queries';
import type { AttributionRule, Campaign } from '../../api/types';
import { IconAdd, IconChevronDown, IconMoveUp, IconRemove, IconWarning } from '../../ui/icons';
import { useIdempotencyKey } from '../../ui/idempotency';
import { useProblemText } from '../../ui/States';
import {
  EFFECTS,
  type EffectType,
  moved,
  newRule,
  type RuleDraft,
  type RuleErrors,
  type RuleField,
  ruleDraftOf,
  ruleErrors,
  rulesContent,
  takesPercent,
} from './attributionRules';
import classes from './Campaigns.module.css';

interface EditAttributionRulesProps {
  campaign: Campaign;
  rules: AttributionRule[];
  onClose: () => void;
}

const NO_ERRORS: RuleErrors = { at: {}, elsewhere: [] };

/** Changes a campaign's attribution rules, all at once. */
export function EditAttributionRules({ campaign, rules, onClose }: EditAttributionRulesProps) {
  const { t } = useTranslation();
  const say = useProblemText();
  const queryClient = useQueryClient();
  const keyOf = useIdempotencyKey();
  const templates = useQuery(ruleTemplatesQuery);
  const [drafts, setDrafts] = useState<RuleDraft[]>(() => rules.map((rule, index) => ruleDraftOf(rule, index)));
  const [nextKey, setNextKey] = useState(rules.length);
  const [errors, setErrors] = useState<RuleErrors>(NO_ERRORS);

  const change = useMutation({
    mutationFn: (wanted: RuleDraft[]) => {
      const body = rulesContent(wanted);
      const params = {
        path: { id: campaign.id },
        header: { 'If-Match': `"${campaign.version}"`, 'Idempotency-Key': keyOf(body) },
      };
      return answered(api.PUT('/api/v1/campaigns/{id}/attribution-rules', { params, body }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      notifications.show({ message: t('attribution.changed', { name: campaign.name }) });
      onClose();
    },
    onError: (problem) => {
      const found = ruleErrors(problem instanceof ApiProblem ? problem.fields : [], drafts);
      setErrors({ at: found.at, elsewhere: [say(problem), ...found.elsewhere] });
    },
  });

  function add(draft: RuleDraft) {
    setDrafts([...drafts, draft]);
    setNextKey(nextKey + 1);
  }

  function set(key: number, part: Partial<RuleDraft>) {
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  }

  function save(event: FormEvent) {
    event.preventDefault();
    setErrors(NO_ERRORS);
    change.mutate(drafts);
  }

  return (
    <Drawer opened onClose={onClose} title={t('attribution.rules_title')} size={560} padding={20}>
      <form onSubmit={save} noValidate>
        <Stack gap={16}>
          {errors.elsewhere.length > 0 && (
            <Alert
              color="red"
              icon={<IconWarning size={16} />}
              role="alert"
              title={t('campaigns.not_changed', { name: campaign.name })}
            >
              {errors.elsewhere.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </Alert>
          )}
          <p className={classes.hint}>{t('attribution.rules_hint')}</p>
          {drafts.map((draft, index) => (
            <Fieldset
              key={draft.key}
              legend={t('attribution.rule', { number: index + 1 })}
              aria-label={t('attribution.rule', { number: index + 1 })}
              radius={8}
            >
              <RuleFields draft={draft} errors={errors.at[draft.key] ?? {}} onChange={(part) => set(draft.key, part)} />
              <Group gap={4} justify="flex-end" mt={12}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('attribution.move_up')}
                  disabled={index === 0}
                  onClick={() => setDrafts(moved(drafts, index, -1))}
                >
                  <IconMoveUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('attribution.move_down')}
                  disabled={index === drafts.length - 1}
                  onClick={() => setDrafts(moved(drafts, index, 1))}
                >
                  <IconChevronDown size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('attribution.remove')}
                  onClick={() => setDrafts(drafts.filter((other) => other.key !== draft.key))}
                >
                  <IconRemove size={16} />
                </ActionIcon>
              </Group>
            </Fieldset>
          ))}
          <Group gap={8}>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconAdd size={14} />}
              onClick={() => add(newRule(nextKey))}
            >
              {t('attribution.add_rule')}
            </Button>
            {(templates.data ?? []).map((template) => (
              <Button
                key={template.id}
                size="xs"
                variant="subtle"
                leftSection={<IconAdd size={14} />}
                disabled={drafts.some((draft) => draft.name === template.name)}
                onClick={() => add(ruleDraftOf(template, nextKey))}
              >
                {template.name}
              </Button>
            ))}
          </Group>
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
    </Drawer>
  );
}

interface RuleFieldsProps {
  draft: RuleDraft;
  errors: Partial<Record<RuleField, string>>;
  onChange: (part: Partial<RuleDraft>) => void;
}

function RuleFields({ draft, errors, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={12}>
      <TextInput
        label={t('field.name')}
        withAsterisk
        value={draft.name}
        error={errors.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t('attribution.when')}
        withAsterisk
        rows={2}
        classNames={{ input: classes.code ?? '' }}
        value={draft.when}
        error={errors.when}
        onChange={(event) => onChange({ when: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <Select
          label={t('attribution.effect')}
          allowDeselect={false}
          data={EFFECTS.map((type) => ({ value: type, label: t(`effect.${type}`) }))}
          value={draft.type}
          error={errors.type}
          onChange={(type) => onChange({ type: (type ?? draft.type) as EffectType })}
        />
        {draft.type === 'exclude' && (
          <TextInput
            label={t('attribution.reason')}
            placeholder="self_referral"
            withAsterisk
            value={draft.reason}
            error={errors.reason}
            onChange={(event) => onChange({ reason: event.currentTarget.value })}
          />
        )}
        {takesPercent(draft.type) && (
          <NumberInput
            label={t(`effect_percent.${draft.type}`)}
            min={0}
            suffix=" %"
            decimalScale={4}
            hideControls
            withAsterisk
            value={draft.percent}
            error={errors.percent}
            onChange={(percent) => onChange({ percent })}
          />
        )}
      </div>
      {draft.type === 'extend_window' && (
        <div className={classes.pair}>
          {(['click_days', 'view_days'] as const).map((field) => (
            <NumberInput
              key={field}
              label={t(field === 'click_days' ? 'field.click_window' : 'field.view_window')}
              min={0}
              suffix={draft[field] === '' ? '' : t('campaigns.days_suffix', { count: Number(draft[field]) })}
              hideControls
              value={draft[field]}
              error={errors[field]}
              onChange={(days) => onChange({ [field]: days })}
            />
          ))}
        </div>
      )}
    </Stack>
  );
}
