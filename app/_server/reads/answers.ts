import type { z } from "zod";
import { listRequests } from "@/db/requests/list-requests";
import { getSpend } from "@/db/spend/get-spend";
import { getDistribution } from "@/db/stats/get-distribution";
import { getSeries } from "@/db/stats/get-series";
import { getStatsModels } from "@/db/stats/get-stats-models";
import { getWinners } from "@/db/stats/get-winners";
import { getUptime } from "@/db/uptime/get-uptime";
import { type distributionQuerySchema, distributionSchema } from "@/lib/contract/distribution";
import { type requestsQuerySchema, requestsSchema } from "@/lib/contract/requests";
import { type seriesQuerySchema, seriesSchema } from "@/lib/contract/series";
import { type spendQuerySchema, spendSchema } from "@/lib/contract/spend";
import { statsModelsSchema, type statsQuerySchema } from "@/lib/contract/stats";
import { type uptimeQuerySchema, uptimeSchema } from "@/lib/contract/uptime";
import { type winnersQuerySchema, winnersSchema } from "@/lib/contract/winners";
import { readContext } from "./read-context";

/** What is computed from many attempts, by name: what a route answers to a parsed query, and a page is prefetched with. */
export const ANSWERS = {
  models: {
    reply: statsModelsSchema,
    compute: async (query: z.output<typeof statsQuerySchema>) => {
      const { db, ...context } = await readContext(query);
      return getStatsModels(db, { ...context, by: query.by });
    },
  },
  series: {
    reply: seriesSchema,
    compute: async (query: z.output<typeof seriesQuerySchema>) => {
      const { db, ...context } = await readContext(query);
      return getSeries(db, { ...context, metric: query.metric, step: query.step, by: query.by });
    },
  },
  distribution: {
    reply: distributionSchema,
    compute: async (query: z.output<typeof distributionQuerySchema>) => {
      const { db, ...context } = await readContext(query);
      return getDistribution(db, { ...context, metric: query.metric });
    },
  },
  uptime: {
    reply: uptimeSchema,
    compute: async (query: z.output<typeof uptimeQuerySchema>) => {
      const { db, ...context } = await readContext(query);
      return getUptime(db, { ...context, tz: query.tz, by: query.by });
    },
  },
  winners: {
    reply: winnersSchema,
    compute: async (query: z.output<typeof winnersQuerySchema>) => {
      const { db, ...context } = await readContext(query);
      return getWinners(db, context);
    },
  },
  spend: {
    reply: spendSchema,
    compute: async (query: z.output<typeof spendQuerySchema>) => {
      const { db, ...context } = await readContext(query);
      return getSpend(db, { ...context, groupBy: query.group_by, interval: query.interval, tz: query.tz });
    },
  },
  requests: {
    reply: requestsSchema,
    compute: async (query: z.output<typeof requestsQuerySchema>) => {
      const { db, window, filters } = await readContext(query);
      const { outcome: outcomes, request_id: requestId, sort, limit, cursor } = query;
      return listRequests(db, { window, filters, outcomes, requestId, sort, limit, cursor });
    },
  },
};

export type AnswerName = keyof typeof ANSWERS;
export type AnswerQuery<Name extends AnswerName> = Parameters<(typeof ANSWERS)[Name]["compute"]>[0];
export type AnswerReply<Name extends AnswerName> = z.output<(typeof ANSWERS)[Name]["reply"]>;
