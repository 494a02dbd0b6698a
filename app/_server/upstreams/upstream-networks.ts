import { AppError } from "@/lib/contract/error";
import type { SettledEnv } from "@/lib/env";
import { type Guard, RefusedTarget, refuseInternal } from "../guard-address";

/** Which addresses upstreams may have: https outside, and what SWITCHYARD_UPSTREAM_NETWORKS names within. */
export function upstreamGuard({ upstreamNetworks }: Pick<SettledEnv, "upstreamNetworks">): Guard {
  return { allowed: upstreamNetworks, setting: "SWITCHYARD_UPSTREAM_NETWORKS" };
}

/** UNPROCESSABLE where a base URL leads inside now. */
export async function refuseBaseUrl(url: string | undefined, env: Pick<SettledEnv, "upstreamNetworks">): Promise<void> {
  if (url === undefined) return;
  await refuseInternal(url, upstreamGuard(env)).catch((error: unknown) => {
    if (!(error instanceof RefusedTarget)) throw error;
    throw new AppError("UNPROCESSABLE", error.message, { fields: { base_url: [error.message] } });
  });
}
