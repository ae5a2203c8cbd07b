import type { Page as BrowserPage, Route } from '@playwright/test';
import type {
  Advertiser,
  Affiliate,
  AttributionRule,
  Balance,
  Campaign,
  Commission,
  Conversion,
  ConversionStatus,
  LiveTick,
  Me,
  Payout,
  PayoutRun,
  PerformanceRow,
  Problem,
  SeenEvent,
} from '../src/api/types';
import type { rulesContent } from '../src/pages/campaigns/attributionRules';
import type { contentOf } from '../src/pages/campaigns/CreateCampaign';

export const ADMIN = { email: 'ada@northwind.example', password: 'correct horse battery' };

const DAY_MS = 86_400_000;

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const ulid = (prefix: string, n: number) =>
  `${prefix}_01K${(7 * n + 3).toString(36).toUpperCase().padStart(4, '0')}QJ8XW2M5T9VBC4DZ3HN${(11 + n).toString(36).toUpperCase().padStart(4, '0')}`;

const ADVERTISERS: [string, string][] = [
  ['Northwind Outdoor', 'northwind-outdoor.example'],
  ['Lumen Lighting', 'lumen.example'],
  ['Harbor Coffee', 'harborcoffee.example'],
  ['Fjord Insurance', 'fjord.example'],
];

const ATTRIBUTION: Campaign['attribution'] = {
  model: 'last_click',
  parameters: {
    first_ppm: 400_000,
    last_ppm: 400_000,
    half_life: 'P7D',
    set_aside: [],
    milestones: [],
    milestone_ppm: [],
    weight: null,
    learning: null,
  },
  click_window: 'P30D',
  view_window: 'P1D',
  lead: null,
  matching: { coupon_first: false, binding: 'last_click_wins', lock_days: null, probabilistic: null },
};

const CAMPAIGNS: [string, number, string, Campaign['status'], string, 'percentage' | 'flat', number][] = [
  ['Northwind spring collection', 0, 'USD', 'active', 'linear', 'percentage', 10],
  ['Northwind members club', 0, 'USD', 'active', 'last', 'percentage', 6.5],
  ['Lumen smart bulbs', 1, 'USD', 'active', 'last', 'percentage', 12],
  ['Harbor Coffee subscription', 2, 'USD', 'active', 'first', 'flat', 1500],
  ['Harbor Coffee gift cards', 2, 'EUR', 'paused', 'last', 'percentage', 8],
  ['Fjord travel insurance', 3, 'EUR', 'active', 'linear', 'flat', 2250],
  ['Fjord home insurance', 3, 'EUR', 'draft', 'last', 'flat', 4000],
  ['Lumen black week 2025', 1, 'USD', 'archived', 'last', 'percentage', 15],
];

const AFFILIATES: [string, string, Affiliate['status']][] = [
  ['Trailhead Journal', 'editors@trailhead.example', 'approved'],
  ['Maya Lindqvist', 'maya@slowmornings.example', 'approved'],
  ['Gear Junction', 'partners@gearjunction.example', 'approved'],
  ['The Bright Room', 'hello@brightroom.example', 'approved'],
  ['Coupon Harbor', 'deals@couponharbor.example', 'approved'],
  ['Jonas Okafor', 'jonas@okafor.example', 'approved'],
  ['Northern Weekend', 'team@northernweekend.example', 'approved'],
  ['Dealmonger', 'sales@dealmonger.example', 'pending'],
  ['Click Fortress', 'ops@clickfortress.example', 'banned'],
];

export interface MockOptions {
  signedIn?: boolean;
  roles?: Me['roles'];
  /** Answers every list with nothing, as on the first day. */
  empty?: boolean;
  /** Paths under /api/v1 that answer 500. */
  broken?: string[];
}

/** A server made of seeded data, behind route interception. It keeps what the tests create. */
export class MockServer {
  signedIn: boolean;
  /** What was asked for, method and path, in order. */
  readonly requests: { method: string; path: string; headers: Record<string, string>; body: unknown }[] = [];
  private readonly options: MockOptions;
  private readonly advertisers: Advertiser[];
  private readonly campaigns: Campaign[];
  private attributionRules: AttributionRule[] = [];
  private readonly affiliates: Affiliate[];
  private readonly conversions: Conversion[];
  private readonly commissions: Commission[];
  private readonly runs: PayoutRun[];
  private readonly payouts: Payout[];

  constructor(options: MockOptions = {}) {
    this.options = options;
    this.signedIn = options.signedIn ?? true;
    this.advertisers = ADVERTISERS.map(([name], n) => ({
      id: ulid('adv', n),
      name,
      status: 'active',
      created_at: ago((200 - n) * DAY_MS),
      version: 1,
    }));
    this.campaigns = CAMPAIGNS.map(([name, owner, currency, status, model, type, pay], n) => ({
      id: ulid('camp', n),
      advertiser_id: ulid('adv', owner),
      name,
      status,
      currency,
      landing_url: `https://${ADVERTISERS[owner]?.[1]}/welcome`,
      allowed_domains: [ADVERTISERS[owner]?.[1] ?? ''],
      attribution: { ...ATTRIBUTION, model: model as Campaign['attribution']['model'] },
      traffic: {},
      hold: n % 3 === 0 ? 'P30D' : 'P14D',
      commission_rules: [
        {
          id: ulid('rule', n),
          name: 'Base commission',
          version: 1,
          priority: 100,
          when: 'true',
          // biome-ignore lint/suspicious/noThenProperty: the name is the contract's
          then: type === 'flat' ? { type, amount: pay } : { type, percent: String(pay) },
        },
      ],
      postback_token: `pbt_${(n + 11) * 7919}c1f0a9`,
      version: 3,
      created_at: ago((120 - n * 9) * DAY_MS),
      updated_at: ago((n * 1.7 + 0.1) * DAY_MS),
    }));
    this.affiliates = AFFILIATES.map(([name, email, status], n) => ({
      id: ulid('aff', n),
      name,
      email,
      status,
      payout_profile:
        n === 3 || status !== 'approved'
          ? null
          : { gateway: 'sandbox', currency: n % 4 === 1 ? 'EUR' : 'USD', account: `acct-${n}`, threshold: 5000 },
      created_at: ago((150 - n * 14) * DAY_MS),
      updated_at: ago(n * DAY_MS),
      version: 2,
    }));
    this.conversions = this.makeConversions();
    this.commissions = this.makeCommissions();
    this.runs = this.makeRuns();
    this.payouts = this.runs.flatMap((run, n) => this.makePayouts(run, n));
  }

  /** Ends the failures asked for by `broken`. */
  heal() {
    this.options.broken = [];
  }

  async install(page: BrowserPage) {
    await page.route('**/api/v1/**', (route) => this.answer(route));
  }

  private makeConversions(): Conversion[] {
    const random = seeded(7);
    const statuses: ConversionStatus[] = [
      'attributed',
      'attributed',
      'attributed',
      'attributed',
      'attributed',
      'unattributed',
      'attributed',
      'rejected',
      'attributed',
      'duplicate',
    ];
    return Array.from({ length: 64 }, (_, n) => {
      const campaign = this.campaigns[[0, 0, 2, 1, 3, 0, 5, 2][n % 8] ?? 0] as Campaign;
      const status = n === 0 ? 'attributed' : (statuses[Math.floor(random() * statuses.length)] ?? 'attributed');
      const occurred = Date.now() - n * 47 * 60_000 - Math.floor(random() * 30 * 60_000);
      const touches = status === 'attributed' ? (n % 3 === 0 ? 3 : n % 2 === 0 ? 2 : 1) : 0;
      const shares = [[1_000_000], [500_000, 500_000], [333_334, 333_333, 333_333]][touches - 1] ?? [];
      return {
        id: ulid('conv', n),
        status,
        revision: 1,
        cause: 'first',
        terms_version: 1,
        campaign_id: campaign.id,
        event: n % 8 === 4 ? 'subscription' : 'purchase',
        order_id: `NW-${(104_882 - n * 13).toString()}`,
        amount: 1900 + Math.floor(random() * 23_800),
        currency: campaign.currency,
        occurred_at: new Date(occurred).toISOString(),
        decided_at: new Date(occurred + 412).toISOString(),
        model: campaign.attribution.model,
        credits: shares.map((ppm, index) => ({
          affiliate_id: ulid('aff', (n + index * 2) % 7),
          link_id: ulid('link', n + index),
          click_id: index === 1 ? null : ulid('clk', n * 3 + index),
          touch: index === 1 ? 'impression' : 'click',
          touched_at: new Date(occurred - (index + 1) * 19 * 3_600_000).toISOString(),
          ppm,
        })),
        reason:
          status === 'rejected'
            ? 'The click came from a data centre that the fraud rules block.'
            : status === 'unattributed'
              ? 'No touch of this person lies inside the 30-day click window.'
              : null,
        refunded_amount: n === 3 ? 1200 : 0,
        duplicates: n === 0 ? 2 : 0,
      };
    });
  }

  private traceOf(conversion: Conversion): Conversion['trace'] {
    const steps = [
      {
        step: 'duplicate_check',
        outcome: 'new',
        text: `Order ${conversion.order_id} was not seen before in this campaign.`,
      },
      {
        step: 'identity',
        outcome: 'stitched',
        text: 'Two visitors belong to the same person by the customer id of the order.',
      },
      {
        step: 'window',
        outcome: `${conversion.credits.length} touches`,
        text: `${conversion.credits.length} of 5 touches lie inside the click window of 30 days or the view window of 1 day.`,
      },
      { step: 'eligibility', outcome: 'passed', text: 'All affiliates are approved members of the campaign.' },
      {
        step: 'model',
        outcome: conversion.model ?? 'last',
        text: `The ${conversion.model} model shares the credit; the shares sum to exactly 100%.`,
      },
    ];
    return steps.map((step) => ({ ...step, data: {} }));
  }

  private makeCommissions(): Commission[] {
    return this.conversions.flatMap((conversion, n) =>
      conversion.credits.map((credit, index) => ({
        id: ulid('com', n * 3 + index),
        conversion_id: conversion.id,
        campaign_id: conversion.campaign_id,
        affiliate_id: credit.affiliate_id,
        amount: Math.floor((conversion.amount * credit.ppm) / 10_000_000),
        taken_back: 0,
        currency: conversion.currency,
        status: (['pending', 'approved', 'paid'] as const)[n % 3] ?? 'pending',
        rule: { id: ulid('rule', n), name: 'Base commission', version: 1 },
        explanation: `10% of the credited share by “Base commission”`,
        matures_at: ago(-14 * DAY_MS),
        created_at: conversion.occurred_at,
        payout_id: null,
      })),
    );
  }

  private makeRuns(): PayoutRun[] {
    const statuses: PayoutRun['status'][] = ['prepared', 'done', 'done', 'held', 'done', 'canceled'];
    return statuses.map((status, n) => ({
      id: ulid('run', n),
      status,
      gateway: 'sandbox',
      currency: n === 2 ? 'EUR' : 'USD',
      payout_count: [5, 6, 3, 4, 6, 0][n] ?? 0,
      total_amount: [1_284_350, 1_108_215, 402_990, 96_400, 987_001, 0][n] ?? 0,
      created_at: ago(n * 14 * DAY_MS + 3 * 3_600_000),
      created_by: 'finance@northwind.example',
      approved_at: status === 'prepared' || status === 'canceled' ? null : ago(n * 14 * DAY_MS),
      approved_by: status === 'prepared' || status === 'canceled' ? null : ADMIN.email,
    }));
  }

  private makePayouts(run: PayoutRun, n: number): Payout[] {
    let left = run.total_amount;
    return Array.from({ length: run.payout_count }, (_, index) => {
      const amount = index === run.payout_count - 1 ? left : Math.floor(left * (0.22 + ((index * 7 + n) % 5) * 0.05));
      left -= amount;
      const failed = run.status === 'done' && index === 2 && n === 1;
      return {
        id: ulid('po', n * 10 + index),
        run_id: run.id,
        affiliate_id: ulid('aff', (index + n) % 7),
        amount,
        gross: amount,
        tax: 0,
        fee: 0,
        currency: run.currency,
        gateway: run.gateway,
        status: failed ? 'failed' : run.status === 'done' ? 'settled' : run.status === 'held' ? 'on_hold' : 'created',
        reference: run.status === 'done' && !failed ? `sbx_${(n * 1000 + index * 37 + 90_412).toString(16)}` : null,
        failure: failed ? 'The account is closed' : null,
        created_at: run.created_at,
        settled_at: run.status === 'done' && !failed ? run.approved_at : null,
      };
    });
  }

  private performance(from: string, to: string, groupBy: string): PerformanceRow[] {
    const rows = new Map<string, PerformanceRow>();
    const active = this.campaigns.filter((campaign) => campaign.status === 'active' || campaign.status === 'paused');
    for (let day = Date.parse(from); day <= Date.parse(to); day += DAY_MS) {
      const date = new Date(day);
      const weekday = date.getUTCDay();
      for (const [c, campaign] of active.entries()) {
        for (let a = 0; a < 7; a += 1) {
          const random = seeded(Math.floor(day / DAY_MS) * 97 + c * 31 + a * 7);
          random();
          const trend = 1 + (day - Date.parse('2026-01-01')) / DAY_MS / 700;
          const weekly = weekday === 0 || weekday === 6 ? 0.72 : 1 + 0.07 * Math.sin(weekday);
          const part = day >= Date.now() - DAY_MS ? 0.6 : 1;
          const clicks = Math.round(
            (90 / (c + 1)) * (1.4 / (a * 0.6 + 1)) * trend * weekly * part * (0.75 + random() * 0.5),
          );
          const conversions = Math.round(clicks * (0.024 + 0.016 * random()));
          const sales = Math.round(conversions * (7200 + 2600 * random()));
          const key =
            groupBy === 'day'
              ? date.toISOString().slice(0, 10)
              : groupBy === 'campaign'
                ? campaign.id
                : (this.affiliates[a]?.id ?? '');
          const row = rows.get(`${key}|${campaign.currency}`) ?? {
            ...(groupBy === 'day'
              ? { day: key }
              : groupBy === 'campaign'
                ? { campaign_id: key }
                : { affiliate_id: key }),
            currency: campaign.currency,
            impressions: 0,
            invalid_impressions: 0,
            gross_clicks: 0,
            clicks: 0,
            unique_clicks: 0,
            duplicate_clicks: 0,
            invalid_clicks: 0,
            bot_clicks: 0,
            conversions: 0,
            sale_amount: 0,
            refunds: 0,
            commission: 0,
          };
          const invalid = Math.round(clicks * 0.07);
          const duplicates = Math.round(clicks * 0.11);
          row.clicks += clicks;
          row.gross_clicks += clicks + invalid;
          row.unique_clicks += clicks - duplicates;
          row.duplicate_clicks += duplicates;
          row.invalid_clicks += invalid;
          row.bot_clicks += Math.round(invalid * 0.6);
          row.impressions += clicks * 14;
          row.conversions += conversions;
          row.sale_amount += sales;
          row.commission += Math.round(sales * (0.08 + 0.01 * ((c + a) % 4)));
          rows.set(`${key}|${campaign.currency}`, row);
        }
      }
    }
    return [...rows.values()];
  }

  private live(): LiveTick {
    const random = seeded(Math.floor(Date.now() / 60_000));
    const clicks = Array.from({ length: 30 }, (_, n) => Math.round(6 + 5 * Math.sin(n / 4) + random() * 6));
    return {
      as_of: new Date().toISOString(),
      clicks_per_minute: clicks,
      conversions_per_minute: clicks.map((count) => (count > 12 ? 1 : 0)),
      recent: Array.from({ length: 20 }, (_, n) => {
        const conversion = n % 5 === 1;
        const campaign = this.campaigns[[0, 2, 1, 0, 5, 3][n % 6] ?? 0] as Campaign;
        return {
          type: conversion ? 'conversion' : n % 7 === 6 ? 'impression' : 'click',
          at: ago(n * 5300 + 900),
          campaign_id: campaign.id,
          affiliate_id: ulid('aff', (n * 3) % 7),
          ...(conversion ? { amount: 4990 + n * 731, currency: campaign.currency, status: 'attributed' } : {}),
        };
      }),
    };
  }

  private events(query: URLSearchParams): SeenEvent[] {
    const fields = {
      click_id: '01KQX8***',
      'client.ip': '203.0.113.0',
      'client.traits.country': 'DE',
      'client.user_agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
      consent: 'granted',
      'subs.sub1': 'newsletter-12',
    };
    return Array.from({ length: 40 }, (_, n): SeenEvent => {
      const campaign = this.campaigns[[0, 2, 1, 0, 5, 3][n % 6] ?? 0] as Campaign;
      const at = ago(n * 4300 + 700);
      const common = { id: ulid('evt', n), version: 100 - n, problems: [], received_at: at, occurred_at: at };
      if (n % 6 === 3) {
        return {
          ...common,
          outcome: 'refused',
          source: 'postback',
          occurred_at: null,
          problems: [
            { field: 'amount', code: 'invalid_amount', message: 'amount is not a decimal number' },
            { field: 'click_id', code: 'invalid_click_id', message: 'click_id was not given out by this server' },
          ],
          raw: 'click_id=***&token=***&amount=12,50&order_id=NW-104881',
          received: {},
        };
      }
      if (n % 6 === 1) {
        const conversion = this.conversions[n] as Conversion;
        return {
          ...common,
          outcome: 'accepted',
          type: 'conversion',
          source: 'postback',
          campaign_id: conversion.campaign_id,
          conversion_id: conversion.id,
          amount: conversion.amount,
          currency: conversion.currency,
          received: { click_id: '01KQX8***', event: 'purchase', order_id: conversion.order_id ?? '' },
          decision: {
            outcome: 'attributed',
            decided_at: at,
            credits: [{ affiliate_id: ulid('aff', n % 7), touch: 'click', touched_at: ago(3_600_000), ppm: 1_000_000 }],
            trace: [
              { step: 'duplicate_check', outcome: 'new', text: 'The order was not seen before in this campaign.' },
              { step: 'window', outcome: 'inside', text: '1 of 2 touches lies inside the click window of 30 days.' },
            ],
          },
        };
      }
      const invalid = n % 6 === 4;
      return {
        ...common,
        outcome: 'accepted',
        type: n % 6 === 5 ? 'impression' : 'click',
        campaign_id: campaign.id,
        affiliate_id: ulid('aff', (n * 3) % 7),
        received: fields,
        judgement: {
          touch_class: invalid ? 'invalid' : n % 6 === 2 ? 'duplicate' : 'unique',
          verdict: invalid ? 'reject' : n % 6 === 2 ? 'duplicate' : 'accept',
          reason: invalid ? 'data_centre' : null,
          score: invalid ? 85 : 0,
          signals: invalid
            ? [
                { id: 'dc_ip', points: 60, monitored: false, values: { asn: '64500' } },
                { id: 'ua_inconsistent', points: 30, monitored: true, values: {} },
              ]
            : [],
          deferred: invalid ? ['device_burst'] : [],
        },
      };
    }).filter(
      (event) =>
        (query.get('type') === null || query.get('type') === event.type) &&
        (query.get('campaign_id') === null || query.get('campaign_id') === event.campaign_id) &&
        (query.get('refused') === null || query.get('refused') === String(event.outcome === 'refused')),
    );
  }

  private me(): Me {
    const roles = this.options.roles ?? ['ADMIN'];
    return {
      id: 'usr_01KADA',
      email: ADMIN.email,
      name: 'Ada Lindgren',
      tenant: { id: 'ten_01KNORTH', name: 'Northwind partners' },
      roles,
      affiliate_id: roles.includes('AFFILIATE') ? ulid('aff', 1) : null,
      advertiser_id: roles.includes('ADVERTISER') ? ulid('adv', 0) : null,
    };
  }

  private async answer(route: Route) {
    const request = route.request();
    const url = new URL(request.url());
    const path = url.pathname.slice('/api/v1/'.length);
    const method = request.method();
    const body: unknown = request.postData() ? request.postDataJSON() : null;
    this.requests.push({ method, path, headers: request.headers(), body });
    const query = url.searchParams;

    const json = (content: unknown, status = 200) =>
      route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(content) });
    const problem = (status: number, title: string, more: Partial<Problem> = {}) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        headers: { 'X-Request-Id': 'req-7f3a' },
        body: JSON.stringify({ type: 'about:blank', title, status, ...more }),
      });
    const list = <T>(all: T[], limit = Number(query.get('limit') ?? 50)) => {
      const rows = this.options.empty ? [] : all;
      const start = Number(query.get('cursor') ?? 0);
      const next = start + limit < rows.length ? String(start + limit) : null;
      return json({ data: rows.slice(start, start + limit), next_cursor: next });
    };
    const withStatus = <T extends { status: string }>(all: T[]) =>
      query.get('status') === null ? all : all.filter((row) => row.status === query.get('status'));

    if (path === 'auth/login') {
      const given = body as { email: string; password: string };
      if (given.email !== ADMIN.email || given.password !== ADMIN.password) {
        return problem(401, 'Unauthorized', { detail: 'E-mail or password is wrong.' });
      }
      this.signedIn = true;
      return json({ access_token: 'token', token_type: 'Bearer', expires_in: 900 });
    }
    if (path === 'auth/refresh') {
      return problem(401, 'Unauthorized');
    }
    if (path === 'auth/logout') {
      this.signedIn = false;
      return route.fulfill({ status: 204 });
    }
    if (!this.signedIn) {
      return problem(401, 'Unauthorized');
    }
    if (this.options.broken?.includes(path)) {
      return problem(500, 'Internal Server Error', { detail: 'The read model is not reachable.' });
    }
    if (method !== 'GET' && request.headers()['x-tributary-console'] !== '1') {
      return problem(403, 'Forbidden', { detail: 'The console header is missing.' });
    }
    const [collection, id, action] = path.split('/');
    switch (`${method} ${collection}${id === undefined ? '' : '/id'}${action === undefined ? '' : `/${action}`}`) {
      case 'GET me':
        return json(this.me());
      case 'GET advertisers':
        return list(this.advertisers);
      case 'POST advertisers': {
        const advertiser: Advertiser = {
          id: ulid('adv', 90 + this.advertisers.length),
          name: (body as { name: string }).name,
          status: 'active',
          created_at: ago(0),
          version: 1,
        };
        this.advertisers.push(advertiser);
        return json(advertiser, 201);
      }
      case 'GET campaigns':
        return list(withStatus(this.campaigns));
      case 'POST campaigns': {
        const wanted = body as ReturnType<typeof contentOf>;
        if (this.campaigns.some((campaign) => campaign.name === wanted.name)) {
          return problem(422, 'Unprocessable Content', {
            detail: 'The campaign has 2 invalid fields.',
            code: 'invalid',
            errors: [
              { field: 'name', code: 'taken', message: 'Another campaign has this name.' },
              { field: 'attribution.click_window', code: 'range', message: 'At most 90 days.' },
            ],
          });
        }
        const campaign: Campaign = {
          ...wanted,
          attribution: { ...ATTRIBUTION, model: wanted.attribution.model },
          traffic: {},
          id: ulid('camp', 90 + this.campaigns.length),
          status: 'draft',
          commission_rules: wanted.commission_rules.map((rule, n) => ({
            ...rule,
            id: ulid('rule', 90 + n),
            version: 1,
            priority: 100,
          })),
          postback_token: 'pbt_new',
          version: 1,
          created_at: ago(0),
          updated_at: ago(0),
        };
        this.campaigns.unshift(campaign);
        return json(campaign, 201);
      }
      case 'GET campaigns/id': {
        const found = this.campaigns.find((campaign) => campaign.id === id);
        return found === undefined ? problem(404, 'Not Found') : json(found);
      }
      case 'GET campaigns/id/attribution-rules':
        return list(this.attributionRules);
      case 'PUT campaigns/id/attribution-rules': {
        const { rules } = body as ReturnType<typeof rulesContent>;
        this.attributionRules = rules.map((rule, n) => ({ ...rule, id: ulid('rule', 70 + n), version: 1 }));
        return list(this.attributionRules);
      }
      case 'GET rules/id':
        return list([
          {
            id: 'self_referral',
            name: 'Self-referral',
            when: 'touch.same_customer',
            // biome-ignore lint/suspicious/noThenProperty: the name is the contract's
            then: { type: 'exclude', reason: 'self_referral' },
          },
        ]);
      case 'POST campaigns/id/activate':
      case 'POST campaigns/id/pause': {
        const found = this.campaigns.find((campaign) => campaign.id === id) as Campaign;
        found.status = action === 'pause' ? 'paused' : 'active';
        found.updated_at = ago(0);
        return json(found);
      }
      case 'GET affiliates':
        return list(withStatus(this.affiliates));
      case 'GET affiliates/id': {
        const found = this.affiliates.find((affiliate) => affiliate.id === id);
        return found === undefined ? problem(404, 'Not Found') : json(found);
      }
      case 'POST affiliates/id/approve':
      case 'POST affiliates/id/reject': {
        const found = this.affiliates.find((affiliate) => affiliate.id === id) as Affiliate;
        found.status = action === 'approve' ? 'approved' : 'rejected';
        return json(found);
      }
      case 'GET affiliates/id/balances':
        return list([
          {
            currency: 'USD',
            held: 48_210,
            available: 12_905,
            in_flight: 0,
            paid: 391_440,
            receivable: 0,
          } satisfies Balance,
        ]);
      case 'POST commissions/id/approve': {
        const found = this.commissions.find((commission) => commission.id === id) as Commission;
        found.status = 'approved';
        return json(found);
      }
      case 'POST conversions/id/refunds': {
        const found = this.conversions.find((conversion) => conversion.id === id) as Conversion;
        const refund = body as { refund_id: string; amount: number };
        found.refunded_amount += refund.amount;
        return json({ refund_id: refund.refund_id, status: 'accepted' }, 202);
      }
      case 'GET conversions':
        return list(withStatus(this.conversions));
      case 'GET conversions/id': {
        const found = this.conversions.find((conversion) => conversion.id === id);
        return found === undefined ? problem(404, 'Not Found') : json({ ...found, trace: this.traceOf(found) });
      }
      case 'GET commissions':
        return list(this.commissions.filter((commission) => commission.conversion_id === query.get('conversion_id')));
      case 'GET payout-runs':
        return list(this.runs);
      case 'POST payout-runs': {
        const wanted = body as { currency: string; gateway: string };
        const run: PayoutRun = {
          ...(this.runs[0] as PayoutRun),
          ...wanted,
          id: ulid('run', 90 + this.runs.length),
          status: 'prepared',
          created_at: ago(0),
          approved_at: null,
          approved_by: null,
        };
        this.runs.unshift(run);
        this.payouts.push(...this.makePayouts(run, 7));
        return json(run, 201);
      }
      case 'GET payout-runs/id': {
        const found = this.runs.find((run) => run.id === id);
        return found === undefined ? problem(404, 'Not Found') : json(found);
      }
      case 'POST payout-runs/id/approve': {
        const found = this.runs.find((run) => run.id === id) as PayoutRun;
        Object.assign(found, { status: 'done', approved_at: ago(0), approved_by: ADMIN.email });
        for (const payout of this.payouts.filter((one) => one.run_id === id)) {
          Object.assign(payout, { status: 'settled', reference: `sbx_${payout.id.slice(-6)}`, settled_at: ago(0) });
        }
        return json(found);
      }
      case 'GET payouts':
        return list(
          this.payouts.filter((payout) => query.get('run_id') === null || payout.run_id === query.get('run_id')),
        );
      case 'GET events/id':
        return route.fulfill({
          status: 200,
          contentType: 'text/event-stream',
          body: `retry: 1000\n\n${(this.options.empty ? [] : this.events(query))
            .toReversed()
            .map((event) => `event: entry\ndata: ${JSON.stringify(event)}\n\n`)
            .join('')}`,
        });
      case 'GET reports/id':
        return id === 'live'
          ? route.fulfill({
              status: 200,
              contentType: 'text/event-stream',
              body: `retry: 1000\nevent: tick\ndata: ${JSON.stringify(this.options.empty ? { as_of: ago(0), clicks_per_minute: Array(30).fill(0), conversions_per_minute: Array(30).fill(0), recent: [] } : this.live())}\n\n`,
            })
          : json({
              as_of: ago(0),
              data: this.options.empty
                ? []
                : this.performance(query.get('from') ?? '', query.get('to') ?? '', query.get('group_by') ?? 'day'),
            });
      default:
        return problem(404, 'Not Found');
    }
  }
}
