import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatDay, formatDayLong } from '../../format/dates';
import { formatMoneyAxis } from '../../format/money';
import { formatCountAxis, formatPercent } from '../../format/numbers';
import type { ChartPoint, Grain, Metric } from './figures';
import classes from './Overview.module.css';

interface MainChartProps {
  label: string;
  points: ChartPoint[];
  metric: Metric;
  currency: string;
  grain: Grain;
  format: (value: number | null) => string;
}

/** One metric over time, the previous period dashed behind it. */
export function MainChart({ label, points, metric, currency, format }: MainChartProps) {
  const axis = (value: number) => {
    switch (metric) {
      case 'clicks':
      case 'conversions':
        return formatCountAxis(value);
      case 'rate':
        return formatPercent(value, 1);
      case 'sales':
      case 'commission':
        return formatMoneyAxis(value, currency);
      case 'epc':
        return format(value);
    }
  };
  const dots = points.length === 1;
  return (
    <div role="img" aria-label={label} className={classes.canvas}>
      <ResponsiveContainer width="100%" height={280}>
        <ComposedChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <defs>
            <linearGradient id="current-fill" x1="0" y1="0" x2="0" y2="1">
              <stop offset="0%" stopColor="var(--chart-1)" stopOpacity={0.2} />
              <stop offset="100%" stopColor="var(--chart-1)" stopOpacity={0.02} />
            </linearGradient>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tickFormatter={formatDay}
            minTickGap={48}
            tickLine={false}
            axisLine={false}
            tickMargin={10}
            tick={{ fill: 'var(--mantine-color-dimmed)', fontSize: 12 }}
          />
          <YAxis
            width="auto"
            tickFormatter={axis}
            tickCount={5}
            tickLine={false}
            axisLine={false}
            tick={{ fill: 'var(--mantine-color-dimmed)', fontSize: 12 }}
            domain={[0, 'auto']}
            allowDecimals={metric !== 'clicks' && metric !== 'conversions'}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--control)', strokeWidth: 1 }}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as ChartPoint | undefined;
              return active && point !== undefined ? <PointTip point={point} format={format} /> : null;
            }}
          />
          <Line
            dataKey="previous"
            type="monotone"
            stroke="var(--previous)"
            strokeWidth={1.5}
            strokeDasharray="4 4"
            dot={dots}
            activeDot={false}
            isAnimationActive={false}
          />
          <Area
            dataKey="current"
            type="monotone"
            stroke="var(--chart-1)"
            strokeWidth={2}
            fill="url(#current-fill)"
            dot={dots}
            activeDot={{ r: 4, stroke: 'var(--surface)', strokeWidth: 2 }}
            isAnimationActive={false}
          />
          <Area
            dataKey="pending"
            type="monotone"
            stroke="var(--chart-1)"
            strokeWidth={2}
            strokeDasharray="3 4"
            fill="url(#current-fill)"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function PointTip({ point, format }: { point: ChartPoint; format: (value: number | null) => string }) {
  return (
    <div className={classes.tip}>
      <div className={classes.tipRow}>
        <span className={classes.tipNow}>{formatDayLong(point.day)}</span>
        <strong>{format(point.current ?? point.pending)}</strong>
      </div>
      {point.previousDay !== null && (
        <div className={classes.tipRow}>
          <span className={classes.tipThen}>{formatDayLong(point.previousDay)}</span>
          <span>{format(point.previous)}</span>
        </div>
      )}
    </div>
  );
}
