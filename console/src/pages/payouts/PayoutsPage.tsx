import { getRouteApi } from '@tanstack/react-router';
import { mayRunPayouts } from '../../api/session';
import { OwnPayouts } from './OwnPayouts';
import { PayoutRuns } from './PayoutRuns';

const route = getRouteApi('/shell/payouts');

/** Runs for those who pay, their own payouts for those who are paid. */
export function PayoutsPage() {
  const { me } = route.useRouteContext();
  return mayRunPayouts(me) ? <PayoutRuns /> : <OwnPayouts />;
}
