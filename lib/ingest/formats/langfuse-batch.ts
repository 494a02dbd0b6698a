import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { isFields } from "./values";

/** What we keep of a generation: neither what was asked nor what was answered. */
const KEPT = [
  "traceId",
  "name",
  "startTime",
  "completionStartTime",
  "endTime",
  "model",
  "usage",
  "usageDetails",
  "costDetails",
  "level",
  "statusMessage",
] as const;

/** A generation as far as events have told it. */
export type Observation = { id: string } & Partial<Record<(typeof KEPT)[number], unknown>>;

/** An event by its own id, what is wrong with it, and the generation it tells of. */
export type LangfuseEvent = { id: string; problem: string | null; observationId: string | null };
export type LangfuseBatch = {
  /** Every event by its own id, in order; of those that are no generation nothing is wrong. */
  events: LangfuseEvent[];
  /** Generations, each once, with all that this batch tells of them. */
  observations: Observation[];
  /** Names and tags of traces. */
  traces: Map<string, { name: unknown; tags: unknown }>;
};

const batchSchema = z.object({ batch: z.array(z.unknown()) });
const GENERATION = /^generation-(create|update)$/;
const OBSERVATION = /^observation-(create|update)$/;

/** Reads a post to /api/public/ingestion. Throws INVALID where it has no batch. */
export function readLangfuseBatch(body: unknown): LangfuseBatch {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) throw new AppError("INVALID", "The body must have an array named batch");
  const { batch } = parsed.data;
  if (batch.length > MAX_RECORDS_PER_POST) throw new AppError("TOO_LARGE", "A batch may have at most 10,000 events");
  const events: LangfuseEvent[] = [];
  const observations = new Map<string, Observation>();
  const traces: LangfuseBatch["traces"] = new Map();
  for (const [index, event] of batch.entries()) {
    const id = isFields(event) && typeof event.id === "string" ? event.id : `#${index}`;
    const problem = isFields(event) ? readEvent(event, observations, traces) : "An event must be an object";
    const body = isFields(event) && isFields(event.body) ? event.body : {};
    const observationId = typeof body.id === "string" && observations.has(body.id) ? body.id : null;
    events.push({ id, problem, observationId });
  }
  return { events, observations: [...observations.values()], traces };
}

function readEvent(
  { type, body }: Readonly<Record<string, unknown>>,
  observations: Map<string, Observation>,
  traces: LangfuseBatch["traces"],
): string | null {
  if (typeof type !== "string") return "An event must have a type";
  const isGeneration =
    GENERATION.test(type) || (OBSERVATION.test(type) && isFields(body) && body.type === "GENERATION");
  if (!isGeneration && type !== "trace-create") return null;
  if (!isFields(body)) return "The event has no body";
  const { id } = body;
  if (typeof id !== "string" || id === "") return isGeneration ? "The body has no id" : null;
  if (!isGeneration) {
    traces.set(id, { name: body.name, tags: body.tags });
    return null;
  }
  const told: Observation = { id };
  for (const name of KEPT) if (body[name] !== null && body[name] !== undefined) told[name] = body[name];
  observations.set(id, mergeObservations(observations.get(id), told));
  return null;
}

/** What two events tell together: the later one wins, but nothing is unsaid by leaving it out. */
export function mergeObservations(known: Observation | undefined, told: Observation): Observation {
  return { ...known, ...told };
}
