import { setTimeout as delay } from "node:timers/promises";
import type { Db } from "@/db/client";
import { getToldEvents, mergeToldEvents } from "@/db/told-events/merge-told-events";
import { jsonText } from "@/lib/http/json-text";
import { parseJson } from "@/lib/http/parse-json";
import { observationEntries } from "@/lib/ingest/formats/langfuse";
import { type Observation, type ObservedTrace, readLangfuseBatch } from "@/lib/ingest/formats/langfuse-batch";
import { sayError } from "@/lib/ingest/record-errors";
import type { Ingest } from "./create-ingest";
import type { ForeignPost, LangfuseReply } from "./ingest-calls";
import { submitEntries } from "./submit-entries";

/** The client sends its batches without waiting for each other's answers: one may overtake another by so much. */
const OVERTAKING_MS = 1_000;

/** Stores Langfuse's batches, in the thread that stores them: what a generation is may be told over several. */
export function createLangfuseIngest(ingest: Ingest, db: Db) {
  return async (post: ForeignPost): Promise<LangfuseReply> => {
    ingest.assertRoom(post.bytes.length);
    const { events, observations, traces } = readLangfuseBatch(parseJson(jsonText(post.bytes)));
    const ids = observations.map(({ id }) => id);
    const source = (kind: string) => `langfuse:${kind}:${post.keyId ?? ""}`;

    const withTraces = async (told: Map<string, { id: string }>): Promise<Known> => {
      // What is in the table was written there as these types.
      const known = told as Map<string, Observation>;
      const traceIds = new Set([...known.values()].flatMap(({ traceId }) => traceId ?? []));
      const found = await getToldEvents(db, { source: source("trace"), ids: [...traceIds] });
      return { observations: known, traces: found as Map<string, ObservedTrace> };
    };

    await mergeToldEvents(db, { source: source("trace"), told: traces });
    const merged = await mergeToldEvents(db, { source: source("generation"), told: observations });
    let known = await withTraces(merged);
    if (observations.some((told) => mayHaveOvertaken(told, known))) {
      await delay(OVERTAKING_MS);
      known = await withTraces(await getToldEvents(db, { source: source("generation"), ids }));
    }

    const complete = observations.map((told) => known.observations.get(told.id) ?? told);
    const { rejected } = await submitEntries(ingest, observationEntries(complete, known.traces), post);
    const refused = new Map(rejected.map(({ index, errors }) => [ids[index], errors.map(sayError).join("; ")]));
    return events.map(({ id, problem, observationId }) => {
      return { id, problem: problem ?? (observationId === null ? null : (refused.get(observationId) ?? null)) };
    });
  };
}

type Known = { observations: ReadonlyMap<string, Observation>; traces: ReadonlyMap<string, ObservedTrace> };

/** Whether a generation has ended of which something else was, or is yet to be, told by another post. */
function mayHaveOvertaken(told: Observation, { observations, traces }: Known): boolean {
  const known = observations.get(told.id) ?? told;
  if (!hasEnded(known)) return false;
  const isToldWhole = told.startUs !== undefined && hasEnded(told);
  return !isToldWhole || (known.traceId !== undefined && !traces.has(known.traceId));
}

const hasEnded = ({ endUs, failure }: Observation) => endUs !== undefined || failure !== undefined;
