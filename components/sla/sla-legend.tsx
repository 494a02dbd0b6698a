import { ChartLegend } from "@/components/charts/chart-legend";

const ITEMS = [
  { label: "target met", color: "var(--sw-good)" },
  { label: "up to ten times the failures allowed", color: "var(--sw-warn)" },
  { label: "more (taller bar)", color: "var(--sw-bad)" },
  { label: "nothing counted (short bar)", color: "var(--sw-none)" },
  { label: "hatched: the day is not over", color: "var(--sw-line-strong)" },
];

/** What the bars of a day mean. */
export function SlaLegend() {
  return <ChartLegend items={ITEMS} />;
}
