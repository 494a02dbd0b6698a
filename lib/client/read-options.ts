import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { WindowName } from "@/lib/domain/time/time-window";
import { isWorthRetrying } from "./api-error";
import { getJson } from "./get-json";
import { type Params, searchParams } from "./search-params";

/** What every read of numbers takes; `from` and `to` are RFC 3339. */
export type ReadQuery = {
  window?: WindowName | undefined;
  from?: string | undefined;
  to?: string | undefined;
  model?: readonly string[] | undefined;
  provider?: readonly string[] | undefined;
  region?: readonly string[] | undefined;
  tier?: readonly string[] | undefined;
  app?: readonly string[] | undefined;
};

/** How often an answer is asked for again, in ms; false or left out: only when something changes. */
export type Live = { refetchInterval?: number | false };

/**
 * Query options of one read: keyed by its path and parameters; the last answer stays while the next one loads.
 *
 * The schema is loaded with the first answer asked of the API: a page that came with its figures needs none yet.
 */
export function readOptions<T>(path: string, params: Params, loadSchema: () => Promise<z.ZodType<T>>, live: Live = {}) {
  return queryOptions({
    queryKey: ["api", path, searchParams(params).toString()] as const,
    queryFn: async ({ signal }): Promise<T> => getJson(path, params, await loadSchema(), signal),
    placeholderData: keepPreviousData,
    retry: isWorthRetrying,
    refetchInterval: live.refetchInterval ?? false,
  });
}
