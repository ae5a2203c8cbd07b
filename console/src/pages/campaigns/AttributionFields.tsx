import { Checkbox, Fieldset, NumberInput, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type AttributionDraft, BINDINGS, LEARNINGS, MODELS, SCOPES } from './attribution';
import classes from './Campaigns.module.css';

interface AttributionFieldsProps {
  values: AttributionDraft;
  inputProps: (field: keyof AttributionDraft, type?: 'checkbox') => object;
}

/** How conversions are attributed: the model with its parameters, the windows, and how touches are found. */
export function AttributionFields({ values, inputProps }: AttributionFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Fieldset legend={t('campaigns.attribution_title')} radius={8}>
        <Stack gap={12}>
          <Select
            label={t('field.model')}
            description={t(`campaigns.model_hint.${values.model}`)}
            allowDeselect={false}
            data={MODELS.map((model) => ({ value: model, label: t(`model.${model}`) }))}
            {...inputProps('model')}
          />
          <Parameters values={values} inputProps={inputProps} />
          <div className={classes.pair}>
            <Days label={t('field.click_window')} field="click_days" values={values} inputProps={inputProps} />
            <Days label={t('field.view_window')} field="view_days" values={values} inputProps={inputProps} />
          </div>
          <TagsInput
            label={t('attribution.lead_events')}
            description={t('attribution.lead_hint')}
            {...inputProps('lead_events')}
          />
          {values.lead_events.length > 0 && (
            <div className={classes.pair}>
              <Days
                label={t('attribution.lead_click')}
                field="lead_click_days"
                values={values}
                inputProps={inputProps}
              />
              <Days label={t('attribution.lead_view')} field="lead_view_days" values={values} inputProps={inputProps} />
            </div>
          )}
        </Stack>
      </Fieldset>
      <Fieldset legend={t('attribution.matching_title')} radius={8}>
        <Stack gap={12}>
          <Checkbox
            label={t('attribution.coupon_first')}
            description={t('attribution.coupon_first_hint')}
            {...inputProps('coupon_first', 'checkbox')}
          />
          <div className={classes.pair}>
            <Select
              label={t('attribution.binding')}
              allowDeselect={false}
              data={BINDINGS.map((binding) => ({ value: binding, label: t(`binding.${binding}`) }))}
              {...inputProps('binding')}
            />
            {values.binding === 'lock_for_days' && (
              <Days label={t('attribution.lock_days')} field="lock_days" values={values} inputProps={inputProps} />
            )}
          </div>
          <NumberInput
            label={t('attribution.probabilistic')}
            description={t('attribution.probabilistic_hint')}
            min={0}
            max={24}
            hideControls
            {...inputProps('probabilistic_hours')}
          />
        </Stack>
      </Fieldset>
    </>
  );
}

/** What the chosen model can be told. */
function Parameters({ values, inputProps }: AttributionFieldsProps) {
  const { t } = useTranslation();
  const percent = { min: 0, max: 100, suffix: ' %', decimalScale: 4, hideControls: true };
  switch (values.model) {
    case 'position':
      return (
        <div className={classes.pair}>
          <NumberInput label={t('attribution.first_share')} {...percent} {...inputProps('first_percent')} />
          <NumberInput label={t('attribution.last_share')} {...percent} {...inputProps('last_percent')} />
        </div>
      );
    case 'time_decay':
      return <Days label={t('attribution.half_life')} field="half_life_days" values={values} inputProps={inputProps} />;
    case 'last_non':
      return <TagsInput label={t('attribution.set_aside')} {...inputProps('set_aside')} />;
    case 'milestones':
      return (
        <>
          <TagsInput
            label={t('attribution.milestones')}
            description={t('attribution.milestones_hint')}
            {...inputProps('milestones')}
          />
          <TextInput
            label={t('attribution.milestone_shares')}
            description={t('attribution.milestone_shares_hint')}
            placeholder="30, 30, 30"
            {...inputProps('milestone_percent')}
          />
        </>
      );
    case 'custom':
      return (
        <Textarea
          label={t('attribution.weight')}
          description={t('attribution.weight_hint')}
          rows={2}
          classNames={{ input: classes.code ?? '' }}
          {...inputProps('weight')}
        />
      );
    case 'data_driven':
      return (
        <>
          <div className={classes.pair}>
            <Select
              label={t('attribution.learning')}
              allowDeselect={false}
              data={LEARNINGS.map((kind) => ({ value: kind, label: t(`learning.${kind}`) }))}
              {...inputProps('learning_kind')}
            />
            <Select
              label={t('attribution.scope')}
              allowDeselect={false}
              data={SCOPES.map((scope) => ({ value: scope, label: t(`learning_scope.${scope}`) }))}
              {...inputProps('learning_scope')}
            />
          </div>
          {values.learning_kind === 'markov' && (
            <NumberInput label={t('attribution.order')} min={1} max={4} {...inputProps('learning_order')} />
          )}
        </>
      );
    default:
      return null;
  }
}

type DayField = 'click_days' | 'view_days' | 'lead_click_days' | 'lead_view_days' | 'half_life_days' | 'lock_days';

function Days({ label, field, values, inputProps }: AttributionFieldsProps & { label: string; field: DayField }) {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={label}
      min={0}
      suffix={t('campaigns.days_suffix', { count: Number(values[field]) })}
      hideControls
      {...inputProps(field)}
    />
  );
}
