import { expect, it } from 'vitest';
import { returnAddress } from './returnAddress';

it.each([
  ['/campaigns?status=paused', '/campaigns?status=paused'],
  ['', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
  ['/sign-in?return=/x', '/'],
])('sign-in for %j leads to %j', (wanted, address) => {
  expect(returnAddress(wanted)).toBe(address);
});
