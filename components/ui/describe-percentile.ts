import type { Percentiles } from "@/lib/contract/stats";
import { formatCount, formatMs, formatWhole } from "@/lib/domain/format";
import { PERCENTILES, type Percentile, SHARE_OF, samplesNeeded } from "@/lib/domain/sketch/summary";
import { t } from "@/lib/messages/translate";
import { shortBand } from "./describe";

type Format = (value: number | null) => string;

/** The percentile that the samples can bound, up to the one that is wanted; that one itself where there is none. */
export function boundedPercentile({ n, bands }: Percentiles, wanted: Percentile): Percentile {
  if (n === 0) return wanted;
  const upTo = PERCENTILES.slice(0, PERCENTILES.indexOf(wanted) + 1);
  return upTo.findLast((name) => bands[name][1] !== null) ?? wanted;
}

/** Why another percentile is shown than the one that is wanted; null where it is that one. */
export function describeReplacement(percentiles: Percentiles, wanted: Percentile): string | null {
  const shown = boundedPercentile(percentiles, wanted);
  if (shown === wanted) return null;
  const needed = formatWhole(samplesNeeded(SHARE_OF[wanted]));
  return t("{wanted} needs {needed} independent samples: {shown} shown", { wanted, needed, shown });
}

/** The band of a percentile with the samples behind it, and how many independent ones they are worth where that is fewer. */
export function describeEvidence(percentiles: Percentiles, name: Percentile, format: Format = formatMs): string {
  const { n, bands, effective_n } = percentiles;
  const worth = effective_n[name];
  const values = { band: shortBand(bands[name], format), count: formatCount(n) };
  if (worth === null || worth >= n) return t("95 % band {band} · n {count} samples", values);
  return t("95 % band {band} · n {count} samples, worth {worth} independent ones", {
    ...values,
    worth: formatCount(worth),
  });
}
