import { setTimeout as delay } from "node:timers/promises";
import type { Db } from "@/db/client";
import { getPartialObservations, mergePartialObservations } from "@/db/partial-observations/merge-partial-observations";
import { jsonText } from "@/lib/http/json-text";
import { parseJson } from "@/lib/http/parse-json";
import { observationEntries } from "@/lib/ingest/formats/langfuse";
import { type Observation, type ObservedTrace, readLangfuseBatch } from "@/lib/ingest/formats/langfuse-batch";
import { describeError } from "@/lib/ingest/record-errors";
import type { Ingest } from "./create-ingest";
import type { IntegrationPost, LangfuseReply } from "./ingest-calls";
import { submitEntries } from "./submit-entries";

/** The client sends its batches without waiting for each other's answers: one may overtake another by so much. */
const OVERTAKING_MS = 1_000;

/** Stores Langfuse's batches, in the thread that stores them: what a generation is may be reported over several. */
export function createLangfuseIngest(ingest: Ingest, db: Db) {
  return async (post: IntegrationPost): Promise<LangfuseReply> => {
    ingest.assertAdmitted(post.bytes.length);
    const { events, observations, traces } = readLangfuseBatch(parseJson(jsonText(post.bytes)));
    const ids = observations.map(({ id }) => id);
    const source = (kind: string) => `langfuse:${kind}:${post.keyId ?? ""}`;

    const withTraces = async (observation: Map<string, { id: string }>): Promise<Known> => {
      // What is in the table was written there as these types.
      const known = observation as Map<string, Observation>;
      const traceIds = new Set([...known.values()].flatMap(({ traceId }) => traceId ?? []));
      const found = await getPartialObservations(db, { source: source("trace"), ids: [...traceIds] });
      return { observations: known, traces: found as Map<string, ObservedTrace> };
    };

    await mergePartialObservations(db, { source: source("trace"), observed: traces });
    const merged = await mergePartialObservations(db, { source: source("generation"), observed: observations });
    let known = await withTraces(merged);
    if (observations.some((observation) => mayHaveOvertaken(observation, known))) {
      await delay(OVERTAKING_MS);
      known = await withTraces(await getPartialObservations(db, { source: source("generation"), ids }));
    }

    const complete = observations.map((observation) => known.observations.get(observation.id) ?? observation);
    const { rejected } = await submitEntries(ingest, observationEntries(complete, known.traces), post);
    const errorsOf = new Map(rejected.map(({ index, errors }) => [ids[index], errors.map(describeError).join("; ")]));
    return events.map(({ id, problem, observationId }) => {
      return { id, problem: problem ?? (observationId === null ? null : (errorsOf.get(observationId) ?? null)) };
    });
  };
}

type Known = { observations: ReadonlyMap<string, Observation>; traces: ReadonlyMap<string, ObservedTrace> };

/** Whether a generation has ended of which something else was, or is yet to be, reported by another post. */
function mayHaveOvertaken(observation: Observation, { observations, traces }: Known): boolean {
  const known = observations.get(observation.id) ?? observation;
  if (!hasEnded(known)) return false;
  const isComplete = observation.startUs !== undefined && hasEnded(observation);
  return !isComplete || (known.traceId !== undefined && !traces.has(known.traceId));
}

const hasEnded = ({ endUs, failure }: Observation) => endUs !== undefined || failure !== undefined;
