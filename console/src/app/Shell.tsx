import {
  ActionIcon,
  Alert,
  AppShell,
  Avatar,
  Burger,
  Group,
  Kbd,
  Menu,
  Text,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure, useNetwork } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { type Area, maySee } from '../api/session';
import {
  IconAffiliates,
  IconCampaigns,
  IconConversions,
  IconDark,
  IconEvents,
  IconLight,
  IconOverview,
  IconPayouts,
  IconSearch,
  IconShortcuts,
  IconSignOut,
  IconSystem,
} from '../ui/icons';
import { Logo } from '../ui/Logo';
import { Palette } from './Palette';
import classes from './Shell.module.css';
import { Shortcuts, useShortcuts } from './Shortcuts';

export const NAV_ICONS: Record<Area, ReactNode> = {
  overview: <IconOverview size={17} />,
  campaigns: <IconCampaigns size={17} />,
  affiliates: <IconAffiliates size={17} />,
  conversions: <IconConversions size={17} />,
  events: <IconEvents size={17} />,
  payouts: <IconPayouts size={17} />,
};

const GROUPS = [
  { label: null, areas: ['overview'] },
  { label: 'nav.group_programme', areas: ['campaigns', 'affiliates'] },
  { label: 'nav.group_results', areas: ['conversions', 'events'] },
  { label: 'nav.group_money', areas: ['payouts'] },
] as const;

const shell = getRouteApi('/shell');

/** The frame of every signed-in page: header, navigation, command palette, and the page in the middle. */
export function Shell() {
  const { t } = useTranslation();
  const [navOpen, nav] = useDisclosure(false);
  const [helpOpen, help] = useDisclosure(false);
  const { me } = shell.useRouteContext();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { online } = useNetwork();
  useShortcuts(help.open);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the address changes
  useEffect(() => nav.close(), [path]);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !navOpen } }}
      padding={0}
      className={classes.shell}
    >
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Burger
          opened={navOpen}
          onClick={nav.toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label={navOpen ? t('nav.close') : t('nav.open')}
          aria-expanded={navOpen}
        />
        <Link to="/" className={classes.brand}>
          <Logo />
          <span>{t('app.name')}</span>
        </Link>
        <UnstyledButton className={classes.search} onClick={spotlight.open} aria-label={t('shell.search')}>
          <IconSearch size={15} aria-hidden />
          <span className={classes.searchText}>{t('shell.search')}</span>
          <Kbd size="xs" className={classes.searchKeys}>
            Ctrl K
          </Kbd>
        </UnstyledButton>
        <div className={classes.tools}>
          <SchemeSwitch />
          <Account onHelp={help.open} />
        </div>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t('nav.label')}>
        {GROUPS.map((group) => {
          const areas = group.areas.filter((area) => maySee(me, area));
          if (areas.length === 0) {
            return null;
          }
          return (
            <div key={group.areas[0]} className={classes.group}>
              {group.label !== null && <div className={classes.groupLabel}>{t(group.label)}</div>}
              {areas.map((area) => (
                <Link
                  key={area}
                  to={`/${area}`}
                  className={classes.entry}
                  activeOptions={{ includeSearch: false }}
                  activeProps={{ 'data-active': true }}
                >
                  {NAV_ICONS[area]}
                  {t(`nav.${area}`)}
                </Link>
              ))}
            </div>
          );
        })}
        <div className={classes.tenant}>
          <Text fw={500} truncate>
            {me.tenant.name}
          </Text>
          <Text size="xs" c="dimmed">
            {me.roles.map((role) => t(`roles.${role}`)).join(', ')}
          </Text>
        </div>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        {!online && (
          <Alert color="yellow" radius={0} role="status">
            {t('shell.offline')}
          </Alert>
        )}
        <Outlet />
      </AppShell.Main>
      <Palette me={me} />
      <Shortcuts opened={helpOpen} onClose={help.close} />
    </AppShell>
  );
}

function SchemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const label = scheme === 'dark' ? t('shell.scheme_light') : t('shell.scheme_dark');
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size={34}
        aria-label={label}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      >
        {scheme === 'dark' ? <IconLight size={17} /> : <IconDark size={17} />}
      </ActionIcon>
    </Tooltip>
  );
}

function Account({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const { me } = shell.useRouteContext();
  const { setColorScheme } = useMantineColorScheme();
  const queryClient = useQueryClient();
  const router = useRouter();

  async function signOut() {
    await api.POST('/api/v1/auth/logout').catch(() => undefined);
    // The page must be gone before its data is: what is still shown would be asked for again.
    await router.navigate({ to: '/sign-in', search: { return: '' } });
    queryClient.clear();
  }

  return (
    <Menu position="bottom-end" width={240} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.avatar} aria-label={t('shell.account', { name: me.name })}>
          <Avatar size={32} radius="xl" color="brand" variant="filled" name={me.name} aria-hidden alt="">
            {initials(me.name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Group gap={0} px={12} py={8} display="block">
          <Text fw={550} truncate>
            {me.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {me.email}
          </Text>
        </Group>
        <Menu.Divider />
        <Menu.Item leftSection={<IconShortcuts size={15} />} onClick={onHelp}>
          {t('shell.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSystem size={15} />} onClick={() => setColorScheme('auto')}>
          {t('shell.system_scheme')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSignOut size={15} />} onClick={signOut}>
          {t('shell.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}
