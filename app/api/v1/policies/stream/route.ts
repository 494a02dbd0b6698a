import { bundleEvents } from "@/app/_server/bundle/bundle-events";
import { streamCaller, streamHub } from "@/app/_server/bundle/stream-hub";
import { implement } from "@/app/_server/implement";
import { bundleStreamOperation } from "@/lib/contract/policy-operations";
import { streamHeaders } from "@/lib/http/stream-headers";

export const GET = implement(bundleStreamOperation, ({ request, caller }) => {
  const events = bundleEvents({
    hub: streamHub(),
    caller: streamCaller(caller),
    knownId: request.headers.get("last-event-id"),
    signal: request.signal,
  });
  return new Response(events, { headers: streamHeaders("text/event-stream") });
});
