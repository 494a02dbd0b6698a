import { bundleEvents } from "@/app/_server/bundle/bundle-events";
import { streamCaller, streamHub } from "@/app/_server/bundle/stream-hub";
import { requireScope } from "@/app/_server/caller";
import { defineRoute } from "@/lib/http/route";
import { streamHeaders } from "@/lib/http/stream-headers";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  handle: ({ request, caller }) => {
    const events = bundleEvents({
      hub: streamHub(),
      caller: streamCaller(caller),
      knownId: request.headers.get("last-event-id"),
      signal: request.signal,
    });
    return new Response(events, { headers: streamHeaders("text/event-stream") });
  },
});
