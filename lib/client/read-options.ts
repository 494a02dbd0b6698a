import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { isWorthRetrying } from "./api-error";
import { getJson } from "./get-json";
import { loadOperation } from "./load-operation";
import { readAddress } from "./read-address";
import type { ReadInput, ReadPath, ReadReply } from "./read-types";
import { searchParams } from "./search-params";

/** How often an answer is asked for again, in ms; false or left out: only when something changes. */
export type Live = { refetchInterval?: number | false };

/**
 * Query options of a declared read, by its path: its parameters and its answer have the types of its operation.
 *
 * Keyed by address; the last answer stays while the next one loads.
 */
export function readOptions<Path extends ReadPath>(path: Path, input: ReadInput<Path>, live: Live = {}) {
  const { pathname, query } = readAddress(path, input);
  return queryOptions({
    queryKey: ["api", pathname, searchParams(query).toString()] as const,
    queryFn: async ({ signal }): Promise<ReadReply<Path>> => {
      const { reply } = await loadOperation("get", path);
      if (!reply) throw new Error(`${path} has no reply to parse`);
      // The schema found under the path is the one that the type names.
      return (await getJson(pathname, query, reply, signal)) as ReadReply<Path>;
    },
    placeholderData: keepPreviousData,
    retry: isWorthRetrying,
    refetchInterval: live.refetchInterval ?? false,
  });
}
