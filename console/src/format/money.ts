import i18n from '../i18n';

/**
 * Decimals of a currency by ISO 4217. The platform's own table is not used: it follows CLDR, which rounds some currencies
 * (HUF, RSD, LBP and others) to whole units although their minor unit exists.
 */
const EXPONENTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

export function exponentOf(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/** The decimal text of an amount in minor units, exact for every safe integer: 123456 EUR is "1234.56". */
export function decimalOf(minorUnits: number, currency: string): `${number}` {
  const exponent = exponentOf(currency);
  const digits = Math.abs(Math.trunc(minorUnits))
    .toString()
    .padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = digits.slice(digits.length - exponent);
  return `${minorUnits < 0 ? '-' : ''}${whole}${exponent > 0 ? `.${fraction}` : ''}` as `${number}`;
}

/** The minor units of a decimal text, or null when it is no amount of that currency: "12.5" EUR is 1250. */
export function minorUnitsOf(decimal: string, currency: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(decimal.trim());
  const exponent = exponentOf(currency);
  const fraction = match?.[2] ?? '';
  if (match === null || fraction.length > exponent) {
    return null;
  }
  return Number(`${match[1]}${fraction.padEnd(exponent, '0')}`);
}

const formats = new Map<string, Intl.NumberFormat>();

function format(currency: string, decimals: number, compact: boolean): Intl.NumberFormat {
  const key = `${i18n.language}|${currency}|${decimals}|${compact}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.NumberFormat(i18n.language, {
      style: 'currency',
      currency,
      ...(compact
        ? { notation: 'compact', maximumFractionDigits: 2 }
        : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    });
    formats.set(key, known);
  }
  return known;
}

/** An amount with its currency: 123456 EUR is "€1,234.56", 500 JPY is "¥500". */
export function formatMoney(minorUnits: number, currency: string): string {
  return format(currency, exponentOf(currency), false).format(decimalOf(minorUnits, currency));
}

/** As `formatMoney`, shortened from one million units on ("$1.23M"); for tiles and axes. */
export function formatMoneyCompact(minorUnits: number, currency: string): string {
  const units = Math.abs(minorUnits) / 10 ** exponentOf(currency);
  return units < 1_000_000 ? formatMoney(minorUnits, currency) : formatMoneyAxis(minorUnits, currency);
}

/** The shortest readable form, for the axis of a chart: "$12K". */
export function formatMoneyAxis(minorUnits: number, currency: string): string {
  return format(currency, 0, true).format(minorUnits / 10 ** exponentOf(currency));
}

/** An average such as earnings per click: one more decimal than the currency has, a dash where there is nothing to divide by. */
export function formatMoneyRate(minorUnits: number | null, currency: string): string {
  if (minorUnits === null) {
    return '–';
  }
  const exponent = exponentOf(currency);
  return format(currency, exponent + 1, false).format(minorUnits / 10 ** exponent);
}
