import { IGNORED_METRICS, otlpJson } from "@/lib/ingest/formats/otlp/otlp-json";
import { otlpLogs } from "@/lib/ingest/formats/otlp/otlp-logs";
import { describeError } from "@/lib/ingest/record-errors";
import type { Endpoint } from "./implement";
import { type OtlpOperation, otlpRoute } from "./otlp-route";
import { receiveIntegrationPost } from "./receive-post";

const REASONS_SHOWN = 3;

/** Keys whose exports have had calls, as far as this process remembers: what else they send is ordinary. */
const KEYS_MAX = 10_000;
const keysWithCalls = new Set<string>();

const STORED = {
  traces: { format: otlpJson.name, many: "spans" },
  logs: { format: otlpLogs.name, many: "log records" },
} as const;

/**
 * Stores the calls among the spans or log records of an export. Those that are no call of a model are ordinary, and no reason
 * to complain, unless nothing else has come with the key: then its owner should know that it sees no traffic.
 */
export function storeExport(operation: OtlpOperation, kind: keyof typeof STORED): Endpoint {
  const { format, many } = STORED[kind];
  return otlpRoute(operation, kind, async (posted) => {
    const { accepted, duplicates, ignored, rejected } = await receiveIntegrationPost(posted, format);
    const keyId = posted.caller.id;
    if (accepted + duplicates > 0 && keysWithCalls.size < KEYS_MAX) keysWithCalls.add(keyId);
    if (accepted + duplicates + rejected.length === 0 && ignored > 0 && !keysWithCalls.has(keyId)) {
      return {
        rejected: 0,
        message: `None of these ${ignored} ${many} is a call of a model; the Ingest page says why`,
      };
    }
    const reasons = new Set(rejected.flatMap(({ errors }) => errors.map(describeError)));
    const shown = [...reasons].slice(0, REASONS_SHOWN).join("; ");
    return { rejected: rejected.length, message: rejected.length === 0 ? "" : shown };
  });
}

/** Takes what is not stored, since exporters are often given one address for all three kinds. */
export function ignoreMetrics(operation: OtlpOperation): Endpoint {
  return otlpRoute(operation, "metrics", async ({ request }) => {
    await request.body?.cancel();
    return { rejected: 0, message: IGNORED_METRICS };
  });
}
