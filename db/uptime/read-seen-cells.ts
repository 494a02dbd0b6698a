import type { Filters } from "@/lib/contract/common";
import type { MinuteSpan } from "@/lib/domain/segments";
import type { Db } from "../client";
import type { Retention } from "../stats/cell-types";
import { readCells } from "../stats/read-cells";

/** Where uptime by minutes is kept: a model of a provider in a region. */
export type UptimeCell = { model: string; provider: string; region: string };

/** Every cell with a record in the buckets; none under a tier or app filter, which has no minutes either. */
export async function readSeenCells(
  db: Db,
  input: { buckets: readonly MinuteSpan[]; filters: Filters; retention: Retention },
): Promise<UptimeCell[]> {
  if (input.filters.tier.length > 0 || input.filters.app.length > 0) return [];
  const first = input.buckets[0];
  const last = input.buckets.at(-1);
  if (!first || !last) return [];
  const buckets = [{ from: first.from, to: last.to }];
  const groupBy = ["model", "provider", "region"] as const;
  const { cells } = await readCells(db, { ...input, buckets, groupBy, sums: ["attempts"], metrics: [] });
  return cells.map(({ names }) => ({
    model: names.model ?? "",
    provider: names.provider ?? "",
    region: names.region ?? "",
  }));
}
