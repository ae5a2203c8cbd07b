import type { AttributionModel, Campaign, NewCampaign } from '../../api/types';

type Attribution = Campaign['attribution'];
type Binding = Attribution['matching']['binding'];
type Learning = NonNullable<Attribution['parameters']['learning']>;

/** How a campaign's conversions are attributed, in the units of the form: days, hours and percent. */
export interface AttributionDraft {
  model: AttributionModel;
  first_percent: number | string;
  last_percent: number | string;
  half_life_days: number | string;
  set_aside: string[];
  milestones: string[];
  /** Percentages with commas between them; empty for the usual ones. */
  milestone_percent: string;
  weight: string;
  learning_kind: Learning['kind'];
  learning_order: number | string;
  learning_scope: Learning['scope'];
  click_days: number | string;
  view_days: number | string;
  lead_events: string[];
  lead_click_days: number | string;
  lead_view_days: number | string;
  coupon_first: boolean;
  binding: Binding;
  lock_days: number | string;
  /** 0 switches it off. */
  probabilistic_hours: number | string;
}

export const MODELS: AttributionModel[] = [
  'last_click',
  'last',
  'last_non',
  'first',
  'linear',
  'linear_unique',
  'position',
  'milestones',
  'time_decay',
  'position_decay',
  'custom',
  'data_driven',
];
export const BINDINGS: Binding[] = ['last_click_wins', 'lock_first', 'lock_for_days'];
export const LEARNINGS: Learning['kind'][] = ['markov', 'shapley_simplified', 'shapley_ordered'];
export const SCOPES: Learning['scope'][] = ['campaign', 'tenant'];

export const EMPTY_ATTRIBUTION: AttributionDraft = {
  model: 'last_click',
  first_percent: 40,
  last_percent: 40,
  half_life_days: 7,
  set_aside: [],
  milestones: [],
  milestone_percent: '',
  weight: "touch.kind == 'click' ? 1.0 : 0.5",
  learning_kind: 'markov',
  learning_order: 1,
  learning_scope: 'campaign',
  click_days: 30,
  view_days: 1,
  lead_events: [],
  lead_click_days: 30,
  lead_view_days: 1,
  coupon_first: false,
  binding: 'last_click_wins',
  lock_days: 90,
  probabilistic_hours: 0,
};

const HOURS: Record<string, number> = { W: 168, D: 24, H: 1, M: 1 / 60, S: 1 / 3600 };

/** Days of a duration such as P30D or PT12H. */
export function daysOf(iso: string): number {
  const hours = [...iso.matchAll(/(\d+(?:\.\d+)?)([WDHMS])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (HOURS[unit ?? ''] ?? 0),
    0,
  );
  return Number((hours / 24).toFixed(4));
}

/** A number of days in whole hours, as the contract writes a duration. */
export function windowOf(days: number | string): string {
  const hours = Math.round(Number(days) * 24);
  if (hours === 0) {
    return 'PT0S';
  }
  return hours % 24 === 0 ? `P${hours / 24}D` : `PT${hours}H`;
}

export function ppmOf(percent: number | string): number {
  return Math.round(Number(percent) * 10_000);
}

export function percentOf(ppm: number): number {
  return ppm / 10_000;
}

/** The percentages of a text; null where one is no number. */
export function percentages(text: string): number[] | null {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every((number) => Number.isFinite(number) && number >= 0) ? numbers : null;
}

/** The contract's terms for a valid draft; of a model's parameters, its own. */
export function attributionContent(draft: AttributionDraft) {
  return {
    model: draft.model,
    parameters: parametersOf(draft),
    click_window: windowOf(draft.click_days),
    view_window: windowOf(draft.view_days),
    lead:
      draft.lead_events.length === 0
        ? { events: [] }
        : {
            events: draft.lead_events,
            click_window: windowOf(draft.lead_click_days),
            view_window: windowOf(draft.lead_view_days),
          },
    matching: {
      coupon_first: draft.coupon_first,
      binding: draft.binding,
      ...(draft.binding === 'lock_for_days' ? { lock_days: Number(draft.lock_days) } : {}),
      probabilistic: Number(draft.probabilistic_hours) === 0 ? 'PT0S' : `PT${Number(draft.probabilistic_hours)}H`,
    },
  } satisfies NewCampaign['attribution'];
}

function parametersOf(draft: AttributionDraft) {
  switch (draft.model) {
    case 'position':
      return { first_ppm: ppmOf(draft.first_percent), last_ppm: ppmOf(draft.last_percent) };
    case 'time_decay':
      return { half_life: windowOf(draft.half_life_days) };
    case 'last_non':
      return { set_aside: draft.set_aside };
    case 'milestones': {
      const shares = percentages(draft.milestone_percent) ?? [];
      return {
        milestones: draft.milestones,
        ...(shares.length === 0 ? {} : { milestone_ppm: shares.map(ppmOf) }),
      };
    }
    case 'custom':
      return { weight: draft.weight.trim() };
    case 'data_driven':
      return {
        learning: {
          kind: draft.learning_kind,
          order: draft.learning_kind === 'markov' ? Number(draft.learning_order) : 1,
          scope: draft.learning_scope,
        },
      };
    default:
      return {};
  }
}

/** The draft that a campaign's terms are. */
export function attributionDraftOf(attribution: Attribution): AttributionDraft {
  const { parameters, lead, matching } = attribution;
  const probabilistic = matching.probabilistic ?? 'PT0S';
  return {
    model: attribution.model,
    first_percent: percentOf(parameters.first_ppm),
    last_percent: percentOf(parameters.last_ppm),
    half_life_days: daysOf(parameters.half_life),
    set_aside: parameters.set_aside,
    milestones: parameters.milestones,
    milestone_percent: parameters.milestone_ppm.map(percentOf).join(', '),
    weight: parameters.weight ?? EMPTY_ATTRIBUTION.weight,
    learning_kind: parameters.learning?.kind ?? EMPTY_ATTRIBUTION.learning_kind,
    learning_order: parameters.learning?.order ?? EMPTY_ATTRIBUTION.learning_order,
    learning_scope: parameters.learning?.scope ?? EMPTY_ATTRIBUTION.learning_scope,
    click_days: daysOf(attribution.click_window),
    view_days: daysOf(attribution.view_window),
    lead_events: lead?.events ?? [],
    lead_click_days: daysOf(lead?.click_window ?? attribution.click_window),
    lead_view_days: daysOf(lead?.view_window ?? attribution.view_window),
    coupon_first: matching.coupon_first,
    binding: matching.binding,
    lock_days: matching.lock_days ?? EMPTY_ATTRIBUTION.lock_days,
    probabilistic_hours: daysOf(probabilistic) * 24,
  };
}

const FIELDS: Record<string, keyof AttributionDraft> = {
  model: 'model',
  click_window: 'click_days',
  view_window: 'view_days',
  'parameters.first_ppm': 'first_percent',
  'parameters.last_ppm': 'last_percent',
  'parameters.half_life': 'half_life_days',
  'parameters.set_aside': 'set_aside',
  'parameters.milestones': 'milestones',
  'parameters.milestone_ppm': 'milestone_percent',
  'parameters.weight': 'weight',
  'parameters.learning.kind': 'learning_kind',
  'parameters.learning.order': 'learning_order',
  'parameters.learning.scope': 'learning_scope',
  'lead.events': 'lead_events',
  'lead.click_window': 'lead_click_days',
  'lead.view_window': 'lead_view_days',
  'matching.binding': 'binding',
  'matching.lock_days': 'lock_days',
  'matching.probabilistic': 'probabilistic_hours',
};

/** The form's field for a field of the contract, so that a refusal stands where it belongs. */
export function attributionField(field: string): keyof AttributionDraft | null {
  const path = field.replace(/\[\d+]/g, '');
  return path.startsWith('attribution.') ? (FIELDS[path.slice('attribution.'.length)] ?? null) : null;
}
