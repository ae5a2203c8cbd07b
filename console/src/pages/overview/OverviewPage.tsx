import { SegmentedControl, Select, Skeleton, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { performanceQuery } from '../../api/queries';
import { formatDay, formatRange, spanOf, today as todayOf } from '../../format/dates';
import { formatMoney, formatMoneyCompact, formatMoneyRate } from '../../format/money';
import { change, formatCount, formatCountCompact, formatPercent } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { IconChart, IconTable } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Empty, Failed } from '../../ui/States';
import {
  bucketsOf,
  type ChartPoint,
  currenciesOf,
  type Figures,
  figureOf,
  type Grain,
  grainOf,
  METRICS,
  type Metric,
  pointsOf,
  sumOf,
} from './figures';
import { LiveCard } from './LiveCard';
import classes from './Overview.module.css';
import { RangeControl } from './RangeControl';
import { Ranking } from './Ranking';
import { COMPARISONS, type Comparison, chosenRange, comparedWith } from './range';
import { Tile } from './Tile';

const MainChart = lazy(() => import('./MainChart').then((module) => ({ default: module.MainChart })));
const route = getRouteApi('/shell/overview');

/** A metric in words and digits; `short` where space is scarce. */
export function formatMetric(value: number | null, metric: Metric, currency: string, short = false): string {
  if (value === null) {
    return '–';
  }
  switch (metric) {
    case 'clicks':
    case 'conversions':
      return short ? formatCountCompact(value) : formatCount(value);
    case 'rate':
      return formatPercent(value);
    case 'sales':
    case 'commission':
      return short ? formatMoneyCompact(value, currency) : formatMoney(value, currency);
    case 'epc':
      return formatMoneyRate(value, currency);
  }
}

export function OverviewPage() {
  const { t } = useTranslation();
  const { me } = route.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [asTable, setAsTable] = useState(false);

  const today = todayOf();
  const range = chosenRange(search, today);
  const compare = search.compare !== 'none';
  const before = comparedWith(range, search.compare === 'none' ? 'previous' : search.compare);

  const byDay = useQuery(performanceQuery({ ...range, group_by: 'day' }));
  const byDayBefore = useQuery({ ...performanceQuery({ ...before, group_by: 'day' }), enabled: compare });
  const byCampaign = useQuery(performanceQuery({ ...range, group_by: 'campaign' }));
  const showAffiliates = !me.roles.every((role) => role === 'AFFILIATE');
  const byAffiliate = useQuery({ ...performanceQuery({ ...range, group_by: 'affiliate' }), enabled: showAffiliates });

  const rows = byDay.data?.data;
  const currencies = currenciesOf(rows ?? []);
  const currency = currencies.includes(search.currency) ? search.currency : (currencies[0] ?? 'USD');
  const now = rows === undefined ? undefined : sumOf(rows, currency);
  const then = compare && byDayBefore.data !== undefined ? sumOf(byDayBefore.data.data, currency) : undefined;
  const grain = grainOf(spanOf(range.from, range.to));
  const points = pointsOf(
    bucketsOf(rows ?? [], currency, range.from, range.to, grain),
    compare ? bucketsOf(byDayBefore.data?.data ?? [], currency, before.from, before.to, grain) : [],
    search.metric,
    range.to === today,
  );
  const nothing = rows !== undefined && rows.length === 0;
  const periods = { now: formatRange(range.from, range.to), before: formatRange(before.from, before.to) };
  const format = (value: number | null, short = false) => formatMetric(value, search.metric, currency, short);

  return (
    <Page
      title={t('nav.overview')}
      actions={
        <>
          {currencies.length > 1 && (
            <Tooltip label={t('overview.currency_hint')}>
              <Select
                aria-label={t('overview.currency')}
                w={96}
                className={classes.currency}
                allowDeselect={false}
                data={currencies}
                value={currency}
                onChange={(chosen) =>
                  navigate({ search: (old) => ({ ...old, currency: chosen ?? '' }), replace: true })
                }
              />
            </Tooltip>
          )}
          <Select
            aria-label={t('overview.compare')}
            w={200}
            allowDeselect={false}
            leftSection={<span className={classes.compareMark} aria-hidden="true" />}
            data={COMPARISONS.map((value) => ({ value, label: t(`comparison.${value}`) }))}
            value={search.compare}
            onChange={(chosen) =>
              navigate({ search: (old) => ({ ...old, compare: chosen as Comparison }), replace: true })
            }
          />
          <RangeControl
            preset={search.range}
            range={range}
            today={today}
            onChange={(chosen) => navigate({ search: (old) => ({ ...old, ...chosen }) })}
          />
        </>
      }
    >
      <section className={classes.chartCard} aria-label={t('overview.figures')}>
        {byDay.isError && rows === undefined ? (
          <Failed problem={byDay.error} retry={() => void byDay.refetch()} />
        ) : (
          <>
            <div className={classes.tiles}>
              {METRICS.map((metric) => (
                <Tile
                  key={metric}
                  label={t(`metric.${metric}`)}
                  value={now === undefined ? undefined : formatMetric(figureOf(now, metric), metric, currency, true)}
                  full={now === undefined ? '' : formatMetric(figureOf(now, metric), metric, currency)}
                  delta={now && then ? change(figureOf(now, metric), figureOf(then, metric)) : undefined}
                  comparison={comparison(metric, now, then)}
                  neutral={metric === 'commission' && showAffiliates}
                  selected={metric === search.metric}
                  onSelect={() =>
                    navigate({ search: (old) => ({ ...old, metric }), replace: true, resetScroll: false })
                  }
                />
              ))}
            </div>
            <div className={classes.chart} data-refreshing={byDay.isPlaceholderData || undefined}>
              <div className={classes.chartHead}>
                <div className={classes.legend}>
                  <span className={classes.legendNow}>{periods.now}</span>
                  {compare && <span className={classes.legendThen}>{periods.before}</span>}
                  {search.metric === 'clicks' && now !== undefined && (
                    <span className={classes.traffic}>
                      {t('overview.traffic', {
                        gross: formatCount(now.clicks + now.invalid),
                        unique: formatCount(now.clicks - now.duplicates),
                        duplicate: formatCount(now.duplicates),
                        invalid: formatCount(now.invalid),
                      })}
                    </span>
                  )}
                </div>
                <SegmentedControl
                  size="xs"
                  aria-label={t('overview.view')}
                  value={asTable ? 'table' : 'chart'}
                  onChange={(view) => setAsTable(view === 'table')}
                  data={[
                    {
                      value: 'chart',
                      label: <ViewLabel icon={<IconChart size={14} />} text={t('overview.as_chart')} />,
                    },
                    {
                      value: 'table',
                      label: <ViewLabel icon={<IconTable size={14} />} text={t('overview.as_table')} />,
                    },
                  ]}
                />
              </div>
              {rows === undefined ? (
                <Skeleton height={280} radius={8} />
              ) : nothing ? (
                <Empty
                  icon={<IconChart size={20} />}
                  title={t('overview.empty_title')}
                  text={t('overview.empty_text')}
                />
              ) : asTable ? (
                <PointsTable points={points} metric={search.metric} grain={grain} compare={compare} format={format} />
              ) : (
                <Suspense fallback={<Skeleton height={280} radius={8} />}>
                  <MainChart
                    label={t('overview.chart_label', { metric: t(`metric.${search.metric}`), range: periods.now })}
                    points={points}
                    metric={search.metric}
                    currency={currency}
                    grain={grain}
                    format={format}
                  />
                </Suspense>
              )}
            </div>
          </>
        )}
      </section>
      <div className={classes.columns}>
        <div className={classes.main}>
          <Card title={t('overview.top_campaigns')}>
            <Ranking kind="campaign_id" query={byCampaign} currency={currency} />
          </Card>
          {showAffiliates && (
            <Card title={t('overview.top_affiliates')}>
              <Ranking kind="affiliate_id" query={byAffiliate} currency={currency} />
            </Card>
          )}
        </div>
        <LiveCard />
      </div>
    </Page>
  );

  function comparison(metric: Metric, current: Figures | undefined, previous: Figures | undefined): string {
    if (current === undefined || previous === undefined) {
      return '';
    }
    return t('overview.comparison', {
      now: formatMetric(figureOf(current, metric), metric, currency),
      periodNow: periods.now,
      before: formatMetric(figureOf(previous, metric), metric, currency),
      periodThen: periods.before,
    });
  }
}

interface PointsTableProps {
  points: ChartPoint[];
  metric: Metric;
  grain: Grain;
  compare: boolean;
  format: (value: number | null) => string;
}

/** The chart's figures as a table, the latest first. */
function PointsTable({ points, metric, grain, compare, format }: PointsTableProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.points} aria-label={t(`metric.${metric}`)} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th>{t(`overview.grain.${grain}`)}</th>
            <th>{t(`metric.${metric}`)}</th>
            {compare && <th>{t('overview.previous')}</th>}
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.day}>
              <td>{formatDay(point.day)}</td>
              <td>{format(point.current ?? point.pending)}</td>
              {compare && <td>{format(point.previous)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ViewLabel({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <span className={classes.viewLabel}>
      {icon}
      {text}
    </span>
  );
}
