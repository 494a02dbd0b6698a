import type { Filters } from "@/lib/contract/common";
import { SAMPLES_MIN } from "@/lib/domain/comparison/decide-comparison";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

type PlacesInput = { span: MinuteSpan; filters: Filters; retention: Retention };

/** By model: how many providers in regions served it 30 attempts or more. */
export async function readPlaces(db: Db, { span, filters, retention }: PlacesInput): Promise<Map<string, number>> {
  const { groups } = await readGroups(db, {
    buckets: [span],
    ...{ filters, groupBy: ["model", "provider", "region"], sums: ["attempts"], metrics: [], retention },
  });
  const places = new Map<string, number>();
  for (const { names, sums } of groups) {
    const model = names.model ?? "";
    if (sums.attempts >= SAMPLES_MIN) places.set(model, (places.get(model) ?? 0) + 1);
  }
  return places;
}
