import { requireScope } from "@/app/_server/caller";
import { getMetrics } from "@/app/_server/metrics";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  handle: async () => {
    const { registry } = getMetrics();
    return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
  },
});
