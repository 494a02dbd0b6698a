import { AppError } from "@/lib/contract/error";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { idOf, isFields, msFrom, ttftWithin } from "../values";
import type { Entry, Format } from "./entry";
import {
  type LangfuseBatch,
  mergeObservations,
  type Observation,
  type ObservedTrace,
  observationOf,
  readLangfuseBatch,
} from "./langfuse-batch";
import { exportedBody, isLangfuseExport } from "./langfuse-export";
import { rankAttempts } from "./rank-attempts";
import { type Item, readItems } from "./read-payload";
import { tagsOf } from "./tags-of";

const TIER_TAG = "tier:";

/**
 * Batches of Langfuse's ingestion, each whole: what only a later batch ends is not known here. Beside them observations, as its
 * API and its exports write them.
 */
export const langfuse: Format = {
  name: "langfuse",
  title: "Langfuse ingestion batches and exports",
  read: ({ text }) => {
    const observations = new Map<string, Observation>();
    const traces = new Map<string, ObservedTrace>();
    const others: { place: number; entry: Entry }[] = [];
    for (const item of readItems(text).flatMap(exportedItems)) {
      if ("broken" in item) throw new AppError("INVALID", item.broken);
      const body = isLangfuseExport(item.value) ? exportedBody(item.value) : null;
      const read = body === null ? readLangfuseBatch(item.value) : observationOfExport(body);
      if ("entry" in read) {
        others.push({ place: observations.size + others.length, entry: read.entry });
        continue;
      }
      for (const trace of read.traces) traces.set(trace.id, trace);
      for (const one of read.observations) observations.set(one.id, mergeObservations(observations.get(one.id), one));
    }
    const entries = observationEntries([...observations.values()], traces);
    // Each row of a file in its place, so that what is wrong with it is told by its line.
    for (const { place, entry } of others) entries.splice(place, 0, entry);
    return entries;
  },
};

/** A page of the API, whose rows are in `data`. */
function exportedItems(item: Item): Item[] {
  const rows = "value" in item && isFields(item.value) && !("batch" in item.value) ? item.value.data : null;
  return Array.isArray(rows) ? rows.map((value: unknown) => ({ value })) : [item];
}

function observationOfExport(body: ReturnType<typeof exportedBody>): ObservedExport {
  if ("ignored" in body) return { entry: { ignored: String(body.ignored) } };
  const id = idOf(body.id);
  if (id === null) return { entry: { unreadable: "id is missing" } };
  return { observations: [observationOf(id, body)], traces: [] };
}

type ObservedExport = { entry: Entry } | Pick<LangfuseBatch, "observations" | "traces">;

/** Tags have no meaning of their own in Langfuse: one such as `tier:gold`, or else the first bare word, is the tier. */
function labelsOf(tags: readonly string[]): Pick<LogRecordInput, "tier" | "tags"> {
  if (tags.length === 0) return {};
  const named = tags
    .find((tag) => tag.startsWith(TIER_TAG))
    ?.slice(TIER_TAG.length)
    .trim();
  return { tier: named || tags.find((tag) => !tag.includes(":")), tags: tagsOf(tags) };
}

/** The attempts that generations were, in their order; one that has not ended is none yet. */
export function observationEntries(
  observations: readonly Observation[],
  traces: ReadonlyMap<string, ObservedTrace>,
): Entry[] {
  const entries = observations.map((observation) => entryOf(observation, traces.get(observation.traceId ?? "")));
  return rankAttempts(entries, (index) => observations[index]?.name ?? "");
}

function entryOf(observation: Observation, trace: ObservedTrace | undefined): Entry {
  const { id, traceId, model, startUs, firstTokenUs, endUs, failure, tokens, costUsd, otherReading } = observation;
  if (startUs === undefined || (endUs === undefined && !failure)) return { ignored: "has not ended", isPending: true };
  if (model === undefined) return { unreadable: "model is missing" };
  const durationMs = msFrom(startUs, endUs ?? startUs);
  if (durationMs === null) return { unreadable: "endTime is before startTime" };
  return {
    ...(otherReading && !failure && { otherReading }),
    record: {
      id,
      model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...(failure ?? { outcome: "ok", ...tokens, cost_usd: costUsd }),
      request_id: traceId,
      trace_id: traceId,
      app: trace?.name,
      ...labelsOf(trace?.tags ?? []),
      environment: observation.environment ?? trace?.environment,
      consumer: trace?.consumer,
      session: trace?.session,
      streamed: firstTokenUs === undefined ? null : true,
      // Where the SDK overwrote the end, the first token may come after it: then nobody knows when it came.
      ttft_ms: failure ? null : ttftWithin(msFrom(startUs, firstTokenUs ?? null), durationMs, null),
    },
  };
}
