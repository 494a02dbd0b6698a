import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { WhatIf, whatIfOperation } from "@/lib/contract/what-if";
import { isWorthRetrying } from "./api-error";
import { send } from "./send";

const PATH: typeof whatIfOperation.path = "/api/v1/what-if";

export type WhatIfAsked = z.input<typeof whatIfOperation.body>;

/** What traffic would have cost otherwise; the last answer stays while the next one loads. */
export function whatIfOptions(asked: WhatIfAsked) {
  return queryOptions({
    queryKey: ["api", PATH, JSON.stringify(asked)] as const,
    queryFn: (): Promise<WhatIf> => send("post", PATH, {}, asked),
    placeholderData: keepPreviousData,
    retry: isWorthRetrying,
  });
}
