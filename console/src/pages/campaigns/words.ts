import { useTranslation } from 'react-i18next';
import type { Campaign, CommissionRule } from '../../api/types';
import { formatDuration } from '../../format/dates';
import { formatMoney } from '../../format/money';

export function hostOf(address: string): string {
  try {
    return new URL(address).hostname;
  } catch {
    return address;
  }
}

/** What one rule pays, in words. */
export function payOf(rule: Pick<CommissionRule, 'then'>, currency: string): string {
  return rule.then.type === 'percentage'
    ? `${Number(rule.then.percent)}%`
    : formatMoney(rule.then.amount ?? 0, currency);
}

/** What a campaign pays: the one rule's pay, or how many rules there are. */
export function useRuleWords(): (campaign: Campaign) => string {
  const { t } = useTranslation();
  return (campaign) => {
    const rules = campaign.commission_rules ?? [];
    const [only] = rules;
    if (only === undefined) {
      return '–';
    }
    return rules.length === 1 ? payOf(only, campaign.currency) : t('campaigns.rules', { count: rules.length });
  };
}

/** How a campaign shares credit; time decay with its half-life, because the name alone means many things. */
export function useModelWords(): (campaign: Campaign) => string {
  const { t } = useTranslation();
  return ({ attribution: { model, parameters } }) =>
    model === 'time_decay'
      ? t('attribution.half_life_of', { time: formatDuration(parameters.half_life) ?? parameters.half_life })
      : t(`model.${model}`);
}
