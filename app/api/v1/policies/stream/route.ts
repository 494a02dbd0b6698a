import { bundleEvents } from "@/app/_server/bundle/bundle-events";
import { streamCaller, streamHub } from "@/app/_server/bundle/stream-hub";
import { requireScope } from "@/app/_server/caller";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  handle: ({ request, caller }) => {
    const events = bundleEvents({
      hub: streamHub(),
      caller: streamCaller(caller),
      knownId: request.headers.get("last-event-id"),
      signal: request.signal,
    });
    // "no-transform" keeps compression from holding events back.
    const headers = { "content-type": "text/event-stream", "cache-control": "no-cache, no-transform" };
    return new Response(events, { headers });
  },
});
