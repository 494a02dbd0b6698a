import { bundleEvents } from "@/app/_server/bundle-events";
import { subscribeToBundles } from "@/app/_server/bundle-listener";
import { requireScope } from "@/app/_server/caller";
import { getDb, getRuntime } from "@/app/_server/runtime";
import { getBundle } from "@/db/policies/get-bundle";
import { defineRoute } from "@/lib/http/route";

const HEARTBEAT_MS = 15_000;

const authenticate = requireScope("policies:read");

export const GET = defineRoute({
  authenticate,
  handle: ({ request }) => {
    const events = bundleEvents({
      // Streams live for days: a key that was revoked or ran out since must hear no more.
      read: async () => {
        await authenticate(request);
        return getBundle(getDb());
      },
      subscribe: subscribeToBundles,
      knownVersion: request.headers.get("last-event-id"),
      heartbeatMs: HEARTBEAT_MS,
      signal: AbortSignal.any([request.signal, getRuntime().stopping.signal]),
    });
    // "no-transform" keeps compression from holding events back.
    const headers = { "content-type": "text/event-stream", "cache-control": "no-cache, no-transform" };
    return new Response(events, { headers });
  },
});
