import { AppError } from "@/lib/contract/error";
import { formatInstantUs } from "@/lib/domain/instant";
import type { Entry, Format } from "./entry";
import { failureOf } from "./failure";
import { type LangfuseBatch, mergeObservations, type Observation, readLangfuseBatch } from "./langfuse-batch";
import { langfuseTokens } from "./langfuse-usage";
import { rankAttempts } from "./rank-attempts";
import { readItems } from "./read-payload";
import { at, firstOf, idOf, instantOf, isFields, msFrom, nameOf, ttftWithin, usdOf } from "./values";

export const RUNNING = "has not ended";

/** Batches of Langfuse's ingestion, each whole: what only a later batch ends is not known here. */
export const langfuse: Format = {
  name: "langfuse",
  title: "Langfuse ingestion batches",
  read: ({ text }) => {
    const observations = new Map<string, Observation>();
    const traces: LangfuseBatch["traces"] = new Map();
    for (const item of readItems(text)) {
      if ("broken" in item) throw new AppError("INVALID", item.broken);
      const batch = readLangfuseBatch(item.value);
      for (const [id, trace] of batch.traces) traces.set(id, trace);
      for (const told of batch.observations)
        observations.set(told.id, mergeObservations(observations.get(told.id), told));
    }
    return rankAttempts([...observations.values()].map((observation) => observationEntry(observation, traces)));
  },
};

/** The attempt a generation was, once it has ended; ignored until then. */
export function observationEntry(observation: Observation, traces: LangfuseBatch["traces"]): Entry {
  const startUs = instantOf(observation.startTime);
  const endUs = instantOf(observation.endTime);
  const isError = observation.level === "ERROR";
  if (startUs === null || (endUs === null && !isError)) return { ignored: RUNNING };
  const model = nameOf(observation.model);
  const id = idOf(observation.id);
  if (model === null || id === null) return { unreadable: "model is missing", sent: observation };
  const durationMs = msFrom(startUs, endUs ?? startUs);
  if (durationMs === null) return { unreadable: "endTime is before startTime", sent: observation };
  const traceId = idOf(observation.traceId);
  const trace = traceId === null ? undefined : traces.get(traceId);
  // Where the SDK overwrote the end, the first token may come after it: then nobody knows when it came.
  const firstUs = instantOf(observation.completionStartTime);
  const ttft = isError ? null : ttftWithin(msFrom(startUs, firstUs), durationMs, null);
  return {
    record: {
      id,
      model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...(isError ? failureOf({ message: observation.statusMessage }) : { outcome: "ok" as const }),
      ...(isError ? {} : langfuseTokens(observation)),
      request_id: traceId,
      trace_id: traceId,
      app: nameOf(trace?.name),
      tier: Array.isArray(trace?.tags) ? nameOf(trace.tags[0]) : null,
      streamed: firstUs === null ? null : true,
      ttft_ms: ttft,
      cost_usd: isError ? null : costOf(observation.costDetails),
    },
  };
}

/** The total or, without one, the sum of the others. */
function costOf(details: unknown): number | null {
  if (!isFields(details)) return null;
  const total = usdOf(at(details, "total"));
  const parts = Object.values(details).flatMap((value) => usdOf(value) ?? []);
  const sum = parts.length === 0 ? null : usdOf(Number(parts.reduce((a, b) => a + b, 0).toPrecision(15)));
  return firstOf(total, sum);
}
