import i18n from '../i18n';

/** A calendar day as `YYYY-MM-DD`. Reports count days in UTC. */
export type Day = string;

const MS_PER_DAY = 86_400_000;

export function today(now: Date = new Date()): Day {
  return now.toISOString().slice(0, 10);
}

export function plusDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
}

/** How many days a range covers, both ends included. */
export function spanOf(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY) + 1;
}

export function daysOf(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, spanOf(from, to)) }, (_, index) => plusDays(from, index));
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function utc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** "Nov 24" */
export function formatDay(day: Day): string {
  return new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(utc(day));
}

/** "Tue, Nov 24, 2026" */
export function formatDayLong(day: Day): string {
  return new Intl.DateTimeFormat(i18n.language, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(utc(day));
}

/** "Oct 26 – Nov 24, 2026" */
export function formatRange(from: Day, to: Day): string {
  return new Intl.DateTimeFormat(i18n.language, {
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatRange(utc(from), utc(to));
}

/** "Nov 24, 2026, 14:05:09 UTC" */
export function formatInstant(instant: string): string {
  return `${new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(new Date(instant))} UTC`;
}

/** "14:05:09" */
export function formatTime(instant: string): string {
  return new Intl.DateTimeFormat(i18n.language, {
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(new Date(instant));
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * MS_PER_DAY],
  ['month', 30 * MS_PER_DAY],
  ['day', MS_PER_DAY],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "3 hours ago"; within a minute "just now" is left to the caller's words. */
export function formatRelative(instant: string, now: Date = new Date()): string {
  const difference = new Date(instant).getTime() - now.getTime();
  const [unit, size] = STEPS.find(([, step]) => Math.abs(difference) >= step) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat(i18n.language, { numeric: 'auto' }).format(Math.trunc(difference / size), unit);
}

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** An ISO 8601 duration in words, "P30D" as "30 days"; null for a duration of zero, the text itself when it is not one. */
export function formatDuration(iso: string): string | null {
  const match = DURATION.exec(iso);
  if (match === null) {
    return iso;
  }
  const units = ['week', 'day', 'hour', 'minute', 'second'] as const;
  const parts = units.flatMap((unit, index) => {
    const count = Number(match[index + 1] ?? 0);
    return count === 0
      ? []
      : [new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'long' }).format(count)];
  });
  return parts.length === 0 ? null : parts.join(' ');
}
