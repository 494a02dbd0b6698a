import type { QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { type DistributionQuery, distributionOptions } from "@/lib/client/distribution";
import { type RequestsQuery, requestsOptions } from "@/lib/client/requests";
import { type Params, searchParams } from "@/lib/client/search-params";
import { type SeriesQuery, seriesOptions } from "@/lib/client/series";
import { type SpendQuery, spendOptions, spendParams } from "@/lib/client/spend";
import { type StatsModelsQuery, statsModelsOptions } from "@/lib/client/stats-models";
import { type UptimeQuery, uptimeOptions } from "@/lib/client/uptime";
import { type WinnersQuery, winnersOptions } from "@/lib/client/winners";
import { distributionQuerySchema } from "@/lib/contract/distribution";
import { requestsQuerySchema } from "@/lib/contract/requests";
import { seriesQuerySchema } from "@/lib/contract/series";
import { spendQuerySchema } from "@/lib/contract/spend";
import { statsQuerySchema } from "@/lib/contract/stats";
import { uptimeQuerySchema } from "@/lib/contract/uptime";
import { winnersQuerySchema } from "@/lib/contract/winners";
import { parseInput } from "@/lib/http/parse-input";
import { queryObject } from "@/lib/http/query-object";
import { readAnswerValues } from "./reads/read-service";

/** Puts an answer where the page's own hook finds it, without HTTP; one that fails is left to the browser to ask. */
export function prefetchStatsModels(client: QueryClient, query: StatsModelsQuery): Promise<void> {
  const queryFn = () => readAnswerValues("models", asParsed(statsQuerySchema, query));
  return client.prefetchQuery({ ...statsModelsOptions(query), queryFn, retry: false });
}

export function prefetchSeries(client: QueryClient, query: SeriesQuery): Promise<void> {
  const queryFn = () => readAnswerValues("series", asParsed(seriesQuerySchema, query));
  return client.prefetchQuery({ ...seriesOptions(query), queryFn, retry: false });
}

export function prefetchDistribution(client: QueryClient, query: DistributionQuery): Promise<void> {
  const queryFn = () => readAnswerValues("distribution", asParsed(distributionQuerySchema, query));
  return client.prefetchQuery({ ...distributionOptions(query), queryFn, retry: false });
}

export function prefetchUptime(client: QueryClient, query: UptimeQuery): Promise<void> {
  const queryFn = () => readAnswerValues("uptime", asParsed(uptimeQuerySchema, query));
  return client.prefetchQuery({ ...uptimeOptions(query), queryFn, retry: false });
}

export function prefetchWinners(client: QueryClient, query: WinnersQuery): Promise<void> {
  const queryFn = () => readAnswerValues("winners", asParsed(winnersQuerySchema, query));
  return client.prefetchQuery({ ...winnersOptions(query), queryFn, retry: false });
}

export function prefetchSpend(client: QueryClient, query: SpendQuery): Promise<void> {
  const queryFn = () => readAnswerValues("spend", asParsed(spendQuerySchema, spendParams(query)));
  return client.prefetchQuery({ ...spendOptions(query), queryFn, retry: false });
}

export function prefetchRequests(client: QueryClient, query: RequestsQuery): Promise<void> {
  const queryFn = () => readAnswerValues("requests", asParsed(requestsQuerySchema, query));
  return client.prefetchQuery({ ...requestsOptions(query), queryFn, retry: false });
}

/** Parameters as the route would read them from its URL. */
function asParsed<S extends z.ZodType>(schema: S, params: Params): z.output<S> {
  return parseInput(schema, queryObject(searchParams(params), schema));
}
