import { describe, expect, it } from 'vitest';
import { decimalOf, formatMoney, formatMoneyCompact, formatMoneyRate, minorUnitsOf } from './money';

describe('money', () => {
  it('has the decimals of its currency', () => {
    expect(formatMoney(123456, 'EUR')).toBe('€1,234.56');
    expect(formatMoney(123456, 'JPY')).toBe('¥123,456');
    expect(formatMoney(123456, 'KWD')).toBe('KWD\u00a0123.456');
    expect(formatMoney(-5, 'USD')).toBe('-$0.05');
  });

  it('follows ISO 4217 where the platform would round to whole units', () => {
    expect(formatMoney(12345, 'HUF')).toContain('123.45');
    expect(formatMoney(12345, 'RSD')).toContain('123.45');
  });

  it('is exact for amounts that a division would round', () => {
    expect(decimalOf(9007199254740991, 'USD')).toBe('90071992547409.91');
    expect(formatMoney(9007199254740991, 'USD')).toBe('$90,071,992,547,409.91');
  });

  it('is shortened only from a million units on', () => {
    expect(formatMoneyCompact(99_999_999, 'USD')).toBe('$999,999.99');
    expect(formatMoneyCompact(123_456_789, 'USD')).toBe('$1.23M');
  });

  it('shows a dash where an average has nothing to divide by', () => {
    expect(formatMoneyRate(null, 'USD')).toBe('–');
    expect(formatMoneyRate(12.5, 'USD')).toBe('$0.125');
    expect(formatMoneyRate(12.5, 'JPY')).toBe('¥12.5');
  });

  it('reads a decimal as minor units and refuses what the currency cannot hold', () => {
    expect(minorUnitsOf('12.5', 'EUR')).toBe(1250);
    expect(minorUnitsOf('500', 'JPY')).toBe(500);
    expect(minorUnitsOf('1.234', 'KWD')).toBe(1234);
    expect(minorUnitsOf('12.345', 'EUR')).toBeNull();
    expect(minorUnitsOf('1.5', 'JPY')).toBeNull();
    expect(minorUnitsOf('-1', 'EUR')).toBeNull();
    expect(minorUnitsOf('', 'EUR')).toBeNull();
  });
});
