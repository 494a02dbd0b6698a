import type { z } from "zod";
import { listRequests } from "@/db/requests/list-requests";
import { getSpend } from "@/db/spend/get-spend";
import { getDistribution } from "@/db/stats/get-distribution";
import { getSeries } from "@/db/stats/get-series";
import { getStatsModels } from "@/db/stats/get-stats-models";
import { getWinners } from "@/db/stats/get-winners";
import { getUptime } from "@/db/uptime/get-uptime";
import type { distributionQuerySchema } from "@/lib/contract/distribution";
import type { requestsQuerySchema } from "@/lib/contract/requests";
import type { seriesQuerySchema } from "@/lib/contract/series";
import type { spendQuerySchema } from "@/lib/contract/spend";
import type { statsQuerySchema } from "@/lib/contract/stats";
import type { uptimeQuerySchema } from "@/lib/contract/uptime";
import type { winnersQuerySchema } from "@/lib/contract/winners";
import { readContext } from "./read-context";

/** What a route answers to a parsed query, and what a page is prefetched with. */
export async function answerStatsModels(query: z.output<typeof statsQuerySchema>) {
  const { db, ...context } = await readContext(query);
  return getStatsModels(db, { ...context, by: query.by });
}

export async function answerSeries(query: z.output<typeof seriesQuerySchema>) {
  const { db, ...context } = await readContext(query);
  return getSeries(db, { ...context, metric: query.metric, step: query.step, by: query.by });
}

export async function answerDistribution(query: z.output<typeof distributionQuerySchema>) {
  const { db, ...context } = await readContext(query);
  return getDistribution(db, { ...context, metric: query.metric });
}

export async function answerUptime(query: z.output<typeof uptimeQuerySchema>) {
  const { db, ...context } = await readContext(query);
  return getUptime(db, { ...context, tz: query.tz, by: query.by });
}

export async function answerWinners(query: z.output<typeof winnersQuerySchema>) {
  const { db, ...context } = await readContext(query);
  return getWinners(db, context);
}

export async function answerSpend(query: z.output<typeof spendQuerySchema>) {
  const { db, ...context } = await readContext(query);
  return getSpend(db, { ...context, groupBy: query.group_by, interval: query.interval, tz: query.tz });
}

export async function answerRequests(query: z.output<typeof requestsQuerySchema>) {
  const { db, window, filters } = await readContext(query);
  const { outcome: outcomes, request_id: requestId, sort, limit, cursor } = query;
  return listRequests(db, { window, filters, outcomes, requestId, sort, limit, cursor });
}
