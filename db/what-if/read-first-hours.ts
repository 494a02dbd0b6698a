import type { Filters } from "@/lib/contract/common";
import { isAppError } from "@/lib/contract/error";
import { groupBy } from "@/lib/domain/group-by";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { DAY_MINUTES, HOUR_MINUTES } from "@/lib/domain/time/units";
import type { Traffic } from "@/lib/domain/what-if/lots";
import { cutSpan, everyMinutes } from "@/lib/domain/what-if/price-edges";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { TRAFFIC_SUMS, trafficOfSums } from "./traffic-of";

type FirstHoursInput = { span: MinuteSpan; filters: Filters; by: readonly ReportDimension[]; retention: Retention };

/** Traffic of the hour in which each app first read from the cache, within the first day of a window. */
export async function readFirstHours(db: Db, input: FirstHoursInput): Promise<Traffic[]> {
  const { span, filters, retention } = input;
  const day = { from: span.from, to: Math.min(span.to, span.from + DAY_MINUTES) };
  const buckets = cutSpan(day, everyMinutes(HOUR_MINUTES, day));
  const read = async (by: readonly ReportDimension[]) => {
    const asked = { buckets, filters, groupBy: by, sums: TRAFFIC_SUMS, metrics: [], retention };
    return trafficOfSums((await readGroups(db, asked)).groups, [], { by, buckets, sizes: [] });
  };
  const withApp = [...new Set<ReportDimension>([...input.by, "app"])];
  const traffic = await read(withApp).catch((error) => {
    // Apps are in no sum beside tiers or regions: once single attempts are gone, all of them are taken together.
    if (isAppError(error) && error.code === "UNPROCESSABLE") return read(input.by);
    throw error;
  });
  const cached = traffic.filter(({ tokens }) => tokens.cachedInput > 0);
  return [...groupBy(cached, ({ names }) => names.app ?? null).values()].flatMap((own) => {
    const first = Math.min(...own.map(({ from }) => from));
    return own.filter(({ from }) => from === first);
  });
}
