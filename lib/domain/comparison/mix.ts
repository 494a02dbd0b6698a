import { t } from "@/lib/messages/translate";
import { SIZE_CLASS_LABELS } from "../backtest/size-class";

/** What a mix of traffic is told apart by: class of input size, hour of the UTC day, region, operation. */
export const MIX_DIMENSIONS = ["size", "hour", "region", "operation"] as const;
export type MixDimension = (typeof MIX_DIMENSIONS)[number];

/** A kind of traffic; null for what the mix does not tell apart. */
export type Stratum = { size: number | null; hour: number | null; region: string | null; operation: string | null };

// The strata of thousands of groups are asked for their keys many times.
const keys = new WeakMap<Stratum, string>();

export function stratumKey(stratum: Stratum): string {
  const known = keys.get(stratum);
  if (known !== undefined) return known;
  const { size, hour, region, operation } = stratum;
  const key = JSON.stringify([size, hour, region, operation]);
  keys.set(stratum, key);
  return key;
}

/** The same kind of traffic of any size of input. */
export function ofAnySize(stratum: Stratum): Stratum {
  return { ...stratum, size: null };
}

/** "4k–16k tokens · 14:00 UTC · eu-central-1 · chat"; "all traffic" where nothing is told apart. */
export function describeStratum({ size, hour, region, operation }: Stratum): string {
  const label = size === null ? undefined : SIZE_CLASS_LABELS[size];
  const parts = [
    label ? t(label) : null,
    hour === null ? null : `${String(hour).padStart(2, "0")}:00 UTC`,
    region,
    operation,
  ].filter((part) => part !== null);
  return parts.length === 0 ? t("all traffic") : parts.join(" · ");
}
