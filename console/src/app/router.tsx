import { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  stripSearchParams,
} from '@tanstack/react-router';
import { z } from 'zod';
import { ApiProblem, whenSignedOut } from '../api/client';
import { performanceQuery } from '../api/queries';
import { meQuery } from '../api/session';
import { AFFILIATE_STATUSES, CAMPAIGN_STATUSES, CONVERSION_STATUSES } from '../api/statuses';
import { today } from '../format/dates';
import { TYPES as EVENT_TYPES, OUTCOMES } from '../pages/events/events';
import { METRICS } from '../pages/overview/figures';
import { COMPARISONS, chosenRange, RANGES } from '../pages/overview/range';
import { NotFound, RouteError, RoutePending } from '../ui/RouteStates';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, problem) => failures < 1 && !(problem instanceof ApiProblem && problem.status in CLIENT_ERRORS),
    },
  },
});

/** Answers that a repetition will not change. */
const CLIENT_ERRORS: Record<number, true> = { 400: true, 401: true, 403: true, 404: true, 409: true, 422: true };

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ return: z.string().default('').catch('') }),
  component: lazyRouteComponent(() => import('../pages/sign-in/SignInPage'), 'SignInPage'),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.queryClient.ensureQueryData(meQuery) };
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) {
        throw redirect({ to: '/sign-in', search: { return: location.pathname === '/' ? '' : location.href } });
      }
      throw problem;
    }
  },
  component: lazyRouteComponent(() => import('./Shell'), 'Shell'),
  errorComponent: RouteError,
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/overview' });
  },
});

const overviewSearch = z.object({
  range: z.enum(RANGES).default('30d').catch('30d'),
  from: z.string().default('').catch(''),
  to: z.string().default('').catch(''),
  compare: z.enum(COMPARISONS).default('previous').catch('previous'),
  metric: z.enum(METRICS).default('clicks').catch('clicks'),
  currency: z.string().default('').catch(''),
});

const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/overview',
  validateSearch: overviewSearch,
  search: { middlewares: [stripSearchParams(overviewSearch.parse({}))] },
  loaderDeps: ({ search }) => ({ range: search.range, from: search.from, to: search.to }),
  loader: ({ context, deps }) => {
    const range = chosenRange(deps, today());
    for (const group_by of ['day', 'campaign', 'affiliate'] as const) {
      void context.queryClient.prefetchQuery(performanceQuery({ ...range, group_by }));
    }
  },
  component: lazyRouteComponent(() => import('../pages/overview/OverviewPage'), 'OverviewPage'),
});

/** What every list page keeps in its address: the page shown, and whether the form for a new record is open. */
const listSearch = {
  cursor: z.string().default('').catch(''),
  create: z.boolean().default(false).catch(false),
};

const campaignsSearch = z.object({
  ...listSearch,
  status: z
    .enum(['', ...CAMPAIGN_STATUSES])
    .default('')
    .catch(''),
});

const affiliatesSearch = z.object({
  ...listSearch,
  status: z
    .enum(['', ...AFFILIATE_STATUSES])
    .default('')
    .catch(''),
});

const conversionsSearch = z.object({
  ...listSearch,
  status: z
    .enum(['', ...CONVERSION_STATUSES])
    .default('')
    .catch(''),
});

const eventsSearch = z.object({
  type: z
    .enum(['', ...EVENT_TYPES])
    .default('')
    .catch(''),
  outcome: z
    .enum(['', ...OUTCOMES])
    .default('')
    .catch(''),
  campaign: z.string().default('').catch(''),
  entry: z.string().default('').catch(''),
});

const payoutsSearch = z.object(listSearch);

const campaignsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/campaigns',
  validateSearch: campaignsSearch,
  search: { middlewares: [stripSearchParams(campaignsSearch.parse({}))] },
  component: lazyRouteComponent(() => import('../pages/campaigns/CampaignsPage'), 'CampaignsPage'),
});

const campaignRoute = createRoute({
  getParentRoute: () => campaignsRoute,
  path: '$id',
  component: lazyRouteComponent(() => import('../pages/campaigns/CampaignPanel'), 'CampaignPanel'),
});

const affiliatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/affiliates',
  validateSearch: affiliatesSearch,
  search: { middlewares: [stripSearchParams(affiliatesSearch.parse({}))] },
  component: lazyRouteComponent(() => import('../pages/affiliates/AffiliatesPage'), 'AffiliatesPage'),
});

const conversionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/conversions',
  validateSearch: conversionsSearch,
  search: { middlewares: [stripSearchParams(conversionsSearch.parse({}))] },
  component: lazyRouteComponent(() => import('../pages/conversions/ConversionsPage'), 'ConversionsPage'),
});

const conversionRoute = createRoute({
  getParentRoute: () => conversionsRoute,
  path: '$id',
  component: lazyRouteComponent(() => import('../pages/conversions/ConversionPanel'), 'ConversionPanel'),
});

const eventsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/events',
  validateSearch: eventsSearch,
  search: { middlewares: [stripSearchParams(eventsSearch.parse({}))] },
  component: lazyRouteComponent(() => import('../pages/events/EventsPage'), 'EventsPage'),
});

const payoutsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payouts',
  validateSearch: payoutsSearch,
  search: { middlewares: [stripSearchParams(payoutsSearch.parse({}))] },
  component: lazyRouteComponent(() => import('../pages/payouts/PayoutsPage'), 'PayoutsPage'),
});

const payoutRunRoute = createRoute({
  getParentRoute: () => payoutsRoute,
  path: '$id',
  component: lazyRouteComponent(() => import('../pages/payouts/RunPanel'), 'RunPanel'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    homeRoute,
    overviewRoute,
    campaignsRoute.addChildren([campaignRoute]),
    affiliatesRoute,
    conversionsRoute.addChildren([conversionRoute]),
    eventsRoute,
    payoutsRoute.addChildren([payoutRunRoute]),
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  defaultPendingComponent: RoutePending,
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

whenSignedOut(() => {
  const here = router.latestLocation;
  queryClient.removeQueries();
  if (here.pathname !== '/sign-in') {
    void router.navigate({ to: '/sign-in', search: { return: here.pathname === '/' ? '' : here.href } });
  }
});
