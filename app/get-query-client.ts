import { defaultShouldDehydrateQuery, isServer, QueryClient } from "@tanstack/react-query";
import { retryDelayMs } from "@/lib/client/api-error";

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // What the server has just computed need not be asked again by the page it came with. A browser that takes itself
      // to be offline asks all the same: else nothing would fail, and old figures would pass for live ones.
      queries: {
        staleTime: 4_000,
        retry: 1,
        retryDelay: (failures, error) => retryDelayMs(failures, error),
        refetchOnWindowFocus: true,
        networkMode: "always",
      },
      dehydrate: { shouldDehydrateQuery: defaultShouldDehydrateQuery },
    },
  });
}

let browserClient: QueryClient | undefined;

/** One client per request on the server, and one for the life of the page in the browser. */
export function getQueryClient(): QueryClient {
  if (isServer) return makeQueryClient();
  browserClient ??= makeQueryClient();
  return browserClient;
}
