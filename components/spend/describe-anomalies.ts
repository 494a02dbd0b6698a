import { FILTER_LABELS } from "@/components/shell/report-params";
import type { Anomalies, Anomaly } from "@/lib/contract/anomalies";
import { displayUsd, formatPercent } from "@/lib/domain/format";

const NAMES_SHOWN = 2;

/** Which days were held against what came before them. */
export function describeSearch({ days_tested, from, to, tz, anomalies }: Anomalies): string {
  const days = `${days_tested} whole ${days_tested === 1 ? "day" : "days"} from ${from} to before ${to} in ${tz}`;
  return `${anomalies.length} of ${days}`;
}

/** "App crawler +$30.00 (95 % of the rise) · …", of the dimensions that explain most. */
export function describeCauses({ causes }: Pick<Anomaly, "causes">): string {
  if (causes.length === 0) return "It rose as a whole";
  return causes
    .map(({ dimension, names }) => {
      const shown = names.slice(0, NAMES_SHOWN).map(({ name, rise_usd, share }) => {
        const named = name ?? `no ${dimension}`;
        return `${named} +${displayUsd(rise_usd)} (${formatPercent(share, 0)} of the rise)`;
      });
      return `${FILTER_LABELS[dimension].one}: ${shown.join(", ")}`;
    })
    .join(" · ");
}
