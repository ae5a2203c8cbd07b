import type { AttributionRule, FieldError, RuleTemplate } from '../../api/types';
import { daysOf, percentOf, ppmOf, windowOf } from './attribution';

export type EffectType = AttributionRule['then']['type'];

export const EFFECTS: EffectType[] = [
  'exclude',
  'prefer',
  'reweight',
  'cap_share',
  'extend_window',
  'coupon_wins',
  'touch_wins',
  'split_with_coupon',
];

type PercentEffect = 'reweight' | 'cap_share' | 'split_with_coupon';

/** Whether a percentage belongs to the effect. */
export function takesPercent(type: EffectType): type is PercentEffect {
  return type === 'reweight' || type === 'cap_share' || type === 'split_with_coupon';
}

export interface RuleDraft {
  /** Stays with the rule while it is moved and renamed. */
  key: number;
  name: string;
  when: string;
  type: EffectType;
  reason: string;
  percent: number | string;
  /** Empty leaves a window as it is. */
  click_days: number | string;
  view_days: number | string;
}

export type RuleField = 'name' | 'when' | 'type' | 'reason' | 'percent' | 'click_days' | 'view_days';

export function newRule(key: number): RuleDraft {
  return { key, name: '', when: 'true', type: 'exclude', reason: '', percent: 50, click_days: 60, view_days: '' };
}

/** The draft that a rule, or a template, is. */
export function ruleDraftOf(rule: Pick<AttributionRule | RuleTemplate, 'name' | 'when' | 'then'>, key: number) {
  const { then } = rule;
  return {
    ...newRule(key),
    name: rule.name,
    when: rule.when,
    type: then.type,
    reason: then.reason ?? '',
    percent: then.ppm == null ? 50 : percentOf(then.ppm),
    click_days: then.click_window == null ? '' : daysOf(then.click_window),
    view_days: then.view_window == null ? '' : daysOf(then.view_window),
  } satisfies RuleDraft;
}

/** The request for drafts in their order; of an effect's members, its own. */
export function rulesContent(drafts: RuleDraft[]) {
  return {
    rules: drafts.map((draft) => ({
      name: draft.name.trim(),
      when: draft.when.trim(),
      // biome-ignore lint/suspicious/noThenProperty: the name is the contract's
      then: effectOf(draft),
    })),
  };
}

function effectOf(draft: RuleDraft) {
  const { type } = draft;
  if (type === 'exclude') {
    return { type, reason: draft.reason.trim() };
  }
  if (type === 'extend_window') {
    return {
      type,
      ...(draft.click_days === '' ? {} : { click_window: windowOf(draft.click_days) }),
      ...(draft.view_days === '' ? {} : { view_window: windowOf(draft.view_days) }),
    };
  }
  return takesPercent(type) ? { type, ppm: ppmOf(draft.percent) } : { type };
}

/** The drafts with one of them a place further up or down. */
export function moved(drafts: RuleDraft[], index: number, by: -1 | 1): RuleDraft[] {
  const target = index + by;
  const rule = drafts[index];
  const other = drafts[target];
  if (rule === undefined || other === undefined) {
    return drafts;
  }
  return drafts.map((draft, place) => (place === index ? other : place === target ? rule : draft));
}

const FIELDS: Record<string, RuleField> = {
  name: 'name',
  when: 'when',
  'then.type': 'type',
  'then.reason': 'reason',
  'then.ppm': 'percent',
  'then.click_window': 'click_days',
  'then.view_window': 'view_days',
};

export interface RuleErrors {
  /** By the draft's key, then by its field. */
  at: Record<number, Partial<Record<RuleField, string>>>;
  elsewhere: string[];
}

/** A refusal sorted by the rules that it is about. */
export function ruleErrors(fields: FieldError[], drafts: RuleDraft[]): RuleErrors {
  const errors: RuleErrors = { at: {}, elsewhere: [] };
  for (const { field, message } of fields) {
    const [, index, path] = /^rules\[(\d+)]\.(.+)$/.exec(field) ?? [];
    const draft = drafts[Number(index)];
    const known = FIELDS[path ?? ''];
    if (draft === undefined || known === undefined) {
      errors.elsewhere.push(`${field}: ${message}`);
    } else {
      errors.at[draft.key] = { ...errors.at[draft.key], [known]: message };
    }
  }
  return errors;
}
