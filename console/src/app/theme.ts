import {
  Alert,
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Input,
  Loader,
  type MantineColorsTuple,
  Modal,
  Notification,
  Tooltip,
} from '@mantine/core';
import i18n from '../i18n';

const brand: MantineColorsTuple = [
  '#eef2ff',
  '#e0e7ff',
  '#c7d2fe',
  '#a5b4fc',
  '#818cf8',
  '#6366f1',
  '#4f46e5',
  '#4338ca',
  '#3730a3',
  '#312e81',
];

const dark: MantineColorsTuple = [
  '#e6e8ec',
  '#cdd2da',
  '#a3acb9',
  '#8b94a3',
  '#343a45',
  '#2a2f39',
  '#1d2128',
  '#16181d',
  '#111318',
  '#0c0e12',
];

export const theme = createTheme({
  colors: { brand, dark },
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 8,
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '21px', lineHeight: '1.3' }, h2: { fontSize: '15px', lineHeight: '1.4' } },
  },
  components: {
    Alert: Alert.extend({ defaultProps: { radius: 8 } }),
    Badge: Badge.extend({ defaultProps: { variant: 'dot', tt: 'none', fw: 500 } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Input: Input.extend({ defaultProps: { size: 'sm' } }),
    Loader: Loader.extend({ defaultProps: { size: 'sm', type: 'dots' } }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 12,
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': i18n.t('ui.close') },
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        position: 'right',
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': i18n.t('ui.close') },
      },
    }),
    Notification: Notification.extend({
      defaultProps: { radius: 8, closeButtonProps: { 'aria-label': i18n.t('ui.close') } },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 250, multiline: true, maw: 280 } }),
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#5b6472',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-anchor': '#4f46e5',
    '--mantine-color-error': '#b42318',
    '--mantine-color-default-border': '#e3e6eb',
  },
  dark: {
    '--mantine-color-body': '#16181d',
    '--mantine-color-dimmed': '#a3acb9',
    '--mantine-color-placeholder': '#8b94a3',
    '--mantine-color-anchor': '#818cf8',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-text': '#e6e8ec',
    '--mantine-color-default': '#1d2128',
    '--mantine-color-default-hover': '#242933',
    '--mantine-color-default-border': '#2a2e37',
  },
});
