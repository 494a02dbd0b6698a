import { ignoredKind } from "@/lib/ingest/formats/otlp/otlp-json";
import { describeError } from "@/lib/ingest/record-errors";
import type { Endpoint } from "./implement";
import { type OtlpOperation, otlpRoute } from "./otlp-route";
import { receiveIntegrationPost } from "./receive-post";

const REASONS_SHOWN = 3;

/** Keys whose exports have had calls, as far as this process remembers: their other spans are ordinary. */
const KEYS_MAX = 10_000;
const keysWithCalls = new Set<string>();

/**
 * Stores the calls among the spans of an export. Spans that are no call of a model are ordinary, and no reason to complain,
 * unless nothing else has come with the key: then its owner should know that it sees no traffic.
 */
export function storeTraces(operation: OtlpOperation): Endpoint {
  return otlpRoute(operation, async (posted) => {
    const { accepted, duplicates, ignored, rejected } = await receiveIntegrationPost(posted, "otlp");
    const keyId = posted.caller.id;
    if (accepted + duplicates > 0 && keysWithCalls.size < KEYS_MAX) keysWithCalls.add(keyId);
    if (accepted + duplicates + rejected.length === 0 && ignored > 0 && !keysWithCalls.has(keyId)) {
      return {
        rejectedSpans: 0,
        message: `None of these ${ignored} spans is a call of a model; the Ingest page says why`,
      };
    }
    const reasons = new Set(rejected.flatMap(({ errors }) => errors.map(describeError)));
    const shown = [...reasons].slice(0, REASONS_SHOWN).join("; ");
    return { rejectedSpans: rejected.length, message: rejected.length === 0 ? "" : shown };
  });
}

/** Takes what is not stored, since exporters are often given one address for all three kinds. */
export function ignoreExport(operation: OtlpOperation, kind: "metrics" | "logs"): Endpoint {
  return otlpRoute(operation, async ({ request }) => {
    await request.body?.cancel();
    return { rejectedSpans: 0, message: ignoredKind(kind) };
  });
}
