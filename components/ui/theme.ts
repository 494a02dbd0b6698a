import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const rail: MantineColorsTuple = [
  "#e6f5f2",
  "#d0ebe6",
  "#a5d8cf",
  "#79c9bd",
  "#5cc4b5",
  "#38a596",
  "#1d8b7c",
  "#0c6a5f",
  "#09564d",
  "#05423b",
];

const dark: MantineColorsTuple = [
  "#e4ebe8",
  "#c3cfcb",
  "#9fafaa",
  "#70807b",
  "#42504c",
  "#2b3432",
  "#191f1e",
  "#111615",
  "#0c1110",
  "#070a09",
];

const gray: MantineColorsTuple = [
  "#f7f7f4",
  "#eeeee8",
  "#e4e5de",
  "#dedfd8",
  "#c3c6bd",
  "#9ba29a",
  "#6d7771",
  "#56625e",
  "#35403c",
  "#17211f",
];

const sans =
  'Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", "Noto Sans", "Open Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** The look of Mantine's components here: petrol rails on a warm page, small type, thin lines, no shadows. */
export const theme = createTheme({
  colors: { rail, dark, gray },
  primaryColor: "rail",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  white: "#ffffff",
  black: "#17211f",
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  defaultRadius: "sm",
  radius: { xs: "3px", sm: "5px", md: "7px", lg: "10px", xl: "14px" },
  cursorType: "pointer",
  respectReducedMotion: true,
});

/** Ties Mantine's surfaces and texts to our tokens, and raises its dimmed text to a readable contrast. */
export const resolveCssVariables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--sw-page)",
    "--mantine-color-text": "var(--sw-ink)",
    "--mantine-color-dimmed": "var(--sw-muted)",
    "--mantine-color-placeholder": "var(--sw-muted)",
    "--mantine-color-default": "var(--sw-surface)",
    "--mantine-color-default-border": "var(--sw-line-strong)",
    "--mantine-color-anchor": "var(--sw-accent)",
    "--mantine-color-error": "var(--sw-bad)",
  };
  return { variables: {}, light: shared, dark: shared };
};
