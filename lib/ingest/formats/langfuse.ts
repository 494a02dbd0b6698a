import { AppError } from "@/lib/contract/error";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { msFrom, ttftWithin } from "../values";
import type { Entry, Format } from "./entry";
import { mergeObservations, type Observation, type ObservedTrace, readLangfuseBatch } from "./langfuse-batch";
import { rankAttempts } from "./rank-attempts";
import { readItems } from "./read-payload";

/** Batches of Langfuse's ingestion, each whole: what only a later batch ends is not known here. */
export const langfuse: Format = {
  name: "langfuse",
  title: "Langfuse ingestion batches",
  read: ({ text }) => {
    const observations = new Map<string, Observation>();
    const traces = new Map<string, ObservedTrace>();
    for (const item of readItems(text)) {
      if ("broken" in item) throw new AppError("INVALID", item.broken);
      const batch = readLangfuseBatch(item.value);
      for (const trace of batch.traces) traces.set(trace.id, trace);
      for (const one of batch.observations) observations.set(one.id, mergeObservations(observations.get(one.id), one));
    }
    return observationEntries([...observations.values()], traces);
  },
};

/** The attempts that generations were, in their order; one that has not ended is none yet. */
export function observationEntries(
  observations: readonly Observation[],
  traces: ReadonlyMap<string, ObservedTrace>,
): Entry[] {
  const entries = observations.map((observation) => entryOf(observation, traces.get(observation.traceId ?? "")));
  return rankAttempts(entries, (index) => observations[index]?.name ?? "");
}

function entryOf(observation: Observation, trace: ObservedTrace | undefined): Entry {
  const { id, traceId, model, startUs, firstTokenUs, endUs, failure, tokens, costUsd, usageAmbiguous } = observation;
  if (startUs === undefined || (endUs === undefined && !failure)) return { ignored: "has not ended" };
  if (model === undefined) return { unreadable: "model is missing" };
  const durationMs = msFrom(startUs, endUs ?? startUs);
  if (durationMs === null) return { unreadable: "endTime is before startTime" };
  return {
    ...(usageAmbiguous && { usageAmbiguous }),
    record: {
      id,
      model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...(failure ?? { outcome: "ok", ...tokens, cost_usd: costUsd }),
      request_id: traceId,
      trace_id: traceId,
      app: trace?.name,
      tier: trace?.tag,
      streamed: firstTokenUs === undefined ? null : true,
      // Where the SDK overwrote the end, the first token may come after it: then nobody knows when it came.
      ttft_ms: failure ? null : ttftWithin(msFrom(startUs, firstTokenUs ?? null), durationMs, null),
    },
  };
}
