import type { Filters } from "@/lib/contract/common";
import { sampleStride } from "@/lib/domain/comparison/sample-slices";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";
import { planGroups } from "../aggregates/plan-groups";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

/** How many attempts are read of those asked for, and how many of all are looked at for it. */
type StrideLimits = { read: number; scanned: number };
const LIMITS: StrideLimits = { read: 25_000, scanned: 250_000 };

export type StrideInput = { span: MinuteSpan; filters: Filters; retention: Retention };

/**
 * Every how many slices of a span one is read: few attempts among many by closer slices than many, as far as the filters are
 * ones that sums know. The span is one of which single attempts are retained.
 */
export async function chooseStride(db: Db, input: StrideInput, limits = LIMITS): Promise<number> {
  const filters = summedFilters(input);
  const isFiltered = Object.values(filters).some((values) => values.length > 0);
  const [all, asked] = await Promise.all([
    countSpanAttempts(db, { ...input, filters: NO_FILTERS }),
    isFiltered ? countSpanAttempts(db, { ...input, filters }) : null,
  ]);
  return Math.max(sampleStride(asked ?? all, limits.read), sampleStride(all, limits.scanned));
}

/** The filters, or those of them that sums always know. */
function summedFilters({ span, filters, retention }: StrideInput): Filters {
  if (!planGroups({ buckets: [span], filters, groupBy: [], retention }).isRaw) return filters;
  const { model, provider, region, tier } = filters;
  return { ...NO_FILTERS, model, provider, region, tier };
}

async function countSpanAttempts(db: Db, { span, filters, retention }: StrideInput): Promise<number> {
  const asked = { buckets: [span], filters, groupBy: [], metrics: [], retention };
  const { groups } = await readGroups(db, { ...asked, sums: ["attempts"] });
  return groups.reduce((sum, { sums }) => sum + sums.attempts, 0);
}
