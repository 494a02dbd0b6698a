import { ChartLegend } from "@/components/charts/chart-legend";
import { message, t } from "@/lib/messages/translate";

const ITEMS = [
  { label: message("target met"), color: "var(--sw-good)" },
  { label: message("up to ten times the failures allowed"), color: "var(--sw-warn)" },
  { label: message("more (taller bar)"), color: "var(--sw-bad)" },
  { label: message("nothing counted (short bar)"), color: "var(--sw-none)" },
  { label: message("hatched: the day is not over"), color: "var(--sw-line-strong)" },
];

/** What the bars of a day mean. */
export function SlaLegend() {
  return <ChartLegend items={ITEMS.map(({ label, color }) => ({ label: t(label), color }))} />;
}
