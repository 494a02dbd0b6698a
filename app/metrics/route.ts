import { authenticate } from "@/app/_server/caller";
import { getMetrics } from "@/app/_server/metrics";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: (request) => authenticate({ scope: "metrics:read" }, request),
  handle: async () => {
    const { registry } = getMetrics();
    return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
  },
});
