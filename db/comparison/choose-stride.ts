import type { Filters } from "@/lib/contract/common";
import { divideReads, type ReadStrides } from "@/lib/domain/comparison/divide-reads";
import { nearestStride, sampleStride } from "@/lib/domain/comparison/sample-slices";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";
import { planGroups } from "../aggregates/plan-groups";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

/** About how many attempts are read of those asked for, and at most how many of all are looked at for it. */
type StrideLimits = { read: number; scanned: number };
const LIMITS: StrideLimits = { read: 15_000, scanned: 250_000 };

/** `even`: all models alike, for what is said of them together; `byModel`: busy models in fewer slices than rare ones. */
export type StrideInput = {
  span: MinuteSpan;
  filters: Filters;
  retention: Retention;
  sampling: "even" | "byModel";
  /** Whether every model is to be read at every hour of the day. */
  isByHour: boolean;
};

/**
 * Every how many slices of a span one is read: few attempts among many by closer slices than many, as far as the filters are
 * ones that sums know. The span is one of which single attempts are retained.
 */
export async function chooseStride(db: Db, input: StrideInput, limits = LIMITS): Promise<ReadStrides> {
  const filters = summedFilters(input);
  const isFiltered = Object.values(filters).some((values) => values.length > 0);
  const ofAll = countAttempts(db, { ...input, filters: NO_FILTERS });
  const [everything, asked] = await Promise.all([ofAll, isFiltered ? countAttempts(db, { ...input, filters }) : ofAll]);
  const all = sum(everything);
  if (input.sampling === "byModel") {
    return divideReads({ attempts: asked, all, limits, byHour: input.isByHour ? input.span : null });
  }
  const looked = Math.max(nearestStride(sum(asked) / limits.read), sampleStride(all, limits.scanned));
  return { looked, ofModel: new Map() };
}

/** The filters, or those of them that sums always know. */
function summedFilters({ span, filters, retention }: StrideInput): Filters {
  if (!planGroups({ buckets: [span], filters, groupBy: ["model"], retention }).isRaw) return filters;
  const { model, provider, region, tier } = filters;
  return { ...NO_FILTERS, model, provider, region, tier };
}

async function countAttempts(db: Db, { span, filters, retention }: Omit<StrideInput, "sampling" | "isByHour">) {
  const asked = { buckets: [span], filters, groupBy: ["model" as const], metrics: [], retention };
  const { groups } = await readGroups(db, { ...asked, sums: ["attempts"] });
  return new Map(groups.map(({ names, sums }) => [names.model ?? "", sums.attempts]));
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, n) => total + n, 0);
}
