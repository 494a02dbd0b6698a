import { ignoredKind } from "@/lib/ingest/formats/otlp/otlp-json";
import { describeError } from "@/lib/ingest/record-errors";
import type { Endpoint } from "./implement";
import { type OtlpOperation, otlpRoute } from "./otlp-route";
import { receiveIntegrationPost } from "./receive-post";

const REASONS_SHOWN = 3;

/** Stores the calls among the spans of an export. Spans that are no call of a model are ordinary, and no reason to complain. */
export function storeTraces(operation: OtlpOperation): Endpoint {
  return otlpRoute(operation, async (posted) => {
    const { rejected } = await receiveIntegrationPost(posted, "otlp");
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
