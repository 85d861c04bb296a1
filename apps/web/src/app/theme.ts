import { createTheme, type CSSVariablesResolver } from '@mantine/core';

/** Look of the product: one calm blue, round corners, generous space. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 7,
  colors: {
    brand: [
      '#eff3ff',
      '#dfe6fb',
      '#bccaf4',
      '#97acee',
      '#7792e9',
      '#6281e6',
      '#4f70dd',
      '#4060c9',
      '#3653b4',
      '#2a439a',
    ],
    dark: [
      '#dfe2e8',
      '#b9bec9',
      '#8d94a3',
      '#666d7c',
      '#464c5a',
      '#343945',
      '#272b35',
      '#1d2028',
      '#15171c',
      '#0f1014',
    ],
  },
  fontFamily: "Inter, 'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif",
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.75rem', lineHeight: '1.25' }, h2: { fontSize: '1.125rem' } },
  },
  defaultRadius: 'md',
  radius: { md: '0.625rem', lg: '1rem' },
  cursorType: 'pointer',
  focusRing: 'auto',
  components: { Switch: { defaultProps: { withThumbIndicator: false } } },
});

/** Softer backgrounds, and dimmed text that still passes the contrast rules. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f5f6f9',
    '--mantine-color-text': '#1d212a',
    '--mantine-color-dimmed': '#5b6472',
    '--mantine-color-placeholder': '#727a88',
    '--mantine-color-anchor': '#3653b4',
    '--mantine-color-error': '#b42318',
    '--mantine-color-red-outline': '#b42318',
    '--mantine-color-red-light-color': '#b42318',
    '--mantine-color-default-border': '#dcdfe6',
  },
  dark: {
    '--mantine-color-body': '#15171c',
    '--mantine-color-text': '#e4e6eb',
    '--mantine-color-dimmed': '#a1a8b5',
    '--mantine-color-placeholder': '#8d94a3',
    '--mantine-color-anchor': '#97acee',
    '--mantine-color-error': '#ff9a91',
    '--mantine-color-red-outline': '#ff9a91',
    '--mantine-color-red-light-color': '#ff9a91',
    '--mantine-color-default-border': '#343945',
  },
});
