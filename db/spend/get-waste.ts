import type { Filters } from "@/lib/contract/common";
import { isAppError } from "@/lib/contract/error";
import type { Waste } from "@/lib/contract/waste";
import { formatUsd } from "@/lib/domain/pricing/usd";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { addSums } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import type { AggregateGroups, Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { knownSpan, retainedSpan } from "./retained-span";
import { type KindOfWaste, WASTE_SUMS, wasteByKind } from "./waste-of";

export type WasteInput = { window: TimeWindow; filters: Filters; now: Date; retention: Retention };

const SUMS = [...WASTE_SUMS, "priced", "cost_pico"] as const satisfies readonly RollupSum[];

/**
 * What the attempts of a window cost that gave their request no answer, by kind.
 *
 * Only from when on sums know it, or where filters ask for single attempts, as far back as those are retained.
 */
export async function getWaste(db: Db, input: WasteInput): Promise<Waste> {
  const { window, filters, now, retention } = input;
  const asked = minuteSpan(window);
  const { groups, ...counted } = await readKnown(db, input, knownSpan(asked, retention));
  const sums = addSums(SUMS, groups);
  const kinds = wasteByKind(sums);
  return {
    ...answeredWindow(asked, now),
    counted_from: answeredWindow({ ...asked, from: Math.max(asked.from, counted.from) }, now).from,
    filters,
    kinds: kinds.map(({ kind, ...costs }) => ({ kind, ...shown(costs) })),
    wasted: shown(addCosts(kinds)),
    total: shown({ attempts: sums.attempts, priced: sums.priced, costPico: sums.cost_pico }),
  };
}

async function readKnown(
  db: Db,
  { filters, retention }: WasteInput,
  span: MinuteSpan,
): Promise<AggregateGroups<(typeof SUMS)[number]>> {
  const read = (bucket: MinuteSpan) =>
    readGroups(db, { buckets: [bucket], filters, groupBy: [], sums: SUMS, metrics: [], retention });
  const retained = retainedSpan(span, retention);
  if (span.from === span.to) return { groups: [], ...span, method: "exact" };
  return read(span).catch((error: unknown) => {
    if (!isAppError(error) || error.code !== "UNPROCESSABLE" || retained.from === span.from) throw error;
    return retained.from === retained.to ? { groups: [], ...retained, method: "exact" } : read(retained);
  });
}

type Costs = Omit<KindOfWaste, "kind">;

function addCosts(parts: readonly Costs[]): Costs {
  return {
    attempts: parts.reduce((sum, { attempts }) => sum + attempts, 0),
    priced: parts.reduce((sum, { priced }) => sum + priced, 0),
    costPico: parts.reduce((sum, { costPico }) => sum + costPico, 0n),
  };
}

function shown({ attempts, priced, costPico }: Costs): Waste["wasted"] {
  return { attempts, unpriced: attempts - priced, cost_usd: attempts > 0 && priced === 0 ? null : formatUsd(costPico) };
}
