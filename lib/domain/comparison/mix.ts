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

/** A kind of traffic with what a mix does not tell apart left open. */
export function coarser({ size, hour, region, operation }: Stratum, mix: readonly MixDimension[]): Stratum {
  return {
    size: mix.includes("size") ? size : null,
    hour: mix.includes("hour") ? hour : null,
    region: mix.includes("region") ? region : null,
    operation: mix.includes("operation") ? operation : null,
  };
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
