import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { langfuseUsage } from "../usage/langfuse-usage";
import type { OtherReading, Tokens } from "../usage/tokens";
import { at, type Fields, firstOf, idOf, instantOf, isFields, nameOf, usdOf } from "../values";
import { type Failure, failureOf } from "./failure";

/**
 * A generation as far as events have told it, reduced at the door: neither what was asked or answered, nor a message that
 * may quote it. What was not told is left out.
 */
export type Observation = {
  id: string;
  traceId?: string;
  name?: string;
  model?: string;
  startUs?: number;
  firstTokenUs?: number;
  endUs?: number;
  failure?: Failure;
  tokens?: Tokens;
  /** The other way to read the tokens; false where there is none, which a later event may say. */
  otherReading?: OtherReading | false;
  costUsd?: number;
  environment?: string;
};
/** A trace's name, its tags, and whose it was. */
export type ObservedTrace = {
  id: string;
  name?: string;
  tags?: string[];
  environment?: string;
  consumer?: string;
  session?: string;
};

/** An event by its own id, what is wrong with it, and the generation it tells of. */
type LangfuseEvent = { id: string; problem: string | null; observationId: string | null };
export type LangfuseBatch = {
  /** Every event by its own id, in order; of those that are no generation nothing is wrong. */
  events: LangfuseEvent[];
  /** Generations, each once, with all that this batch tells of them. */
  observations: Observation[];
  traces: ObservedTrace[];
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
  const observations = new Map<string, Observation>();
  const traces = new Map<string, ObservedTrace>();
  const events = batch.map((event, index): LangfuseEvent => {
    const id = (isFields(event) && nameOf(event.id)) || `#${index}`;
    if (!isFields(event)) return { id, problem: "An event must be an object", observationId: null };
    const observed = readEvent(event);
    if (observed === null || typeof observed === "string") return { id, problem: observed, observationId: null };
    if ("trace" in observed) {
      traces.set(observed.trace.id, observed.trace);
      return { id, problem: null, observationId: null };
    }
    const { observation } = observed;
    observations.set(observation.id, mergeObservations(observations.get(observation.id), observation));
    return { id, problem: null, observationId: observation.id };
  });
  return { events, observations: [...observations.values()], traces: [...traces.values()] };
}

type PartialObservation = { observation: Observation } | { trace: ObservedTrace };

/** What an event reports, null where that is nothing to us, or what is wrong with it. */
function readEvent({ type, body }: Fields): PartialObservation | string | null {
  if (typeof type !== "string") return "An event must have a type";
  const isGeneration = GENERATION.test(type) || (OBSERVATION.test(type) && at(body, "type") === "GENERATION");
  if (!isGeneration && type !== "trace-create") return null;
  if (!isFields(body)) return "The event has no body";
  const id = idOf(body.id);
  if (id === null) return isGeneration ? "The body has no id" : null;
  if (isGeneration) return { observation: observationOf(id, body) };
  const tags = Array.isArray(body.tags) ? body.tags.flatMap((tag: unknown) => nameOf(tag) ?? []) : [];
  return {
    trace: observed({
      id,
      name: nameOf(body.name),
      tags: tags.length > 0 ? tags : null,
      environment: nameOf(body.environment),
      consumer: nameOf(body.userId),
      session: nameOf(body.sessionId),
    }),
  };
}

/** What the body of a generation says. */
export function observationOf(id: string, body: Fields): Observation {
  const { tokens, ambiguous } = langfuseUsage(body);
  const hasTokens = Object.keys(tokens).length > 0;
  return observed({
    id,
    traceId: idOf(body.traceId),
    name: nameOf(body.name),
    model: nameOf(body.model),
    startUs: body.startTime == null ? null : instantOf(body.startTime),
    firstTokenUs: body.completionStartTime == null ? null : instantOf(body.completionStartTime),
    endUs: body.endTime == null ? null : instantOf(body.endTime),
    failure: body.level === "ERROR" ? failureOf({ message: body.statusMessage }) : null,
    tokens: hasTokens ? tokens : null,
    otherReading: hasTokens ? (ambiguous ?? (false as const)) : null,
    environment: nameOf(body.environment),
    costUsd: firstOf(costOf(body.costDetails), legacyCostOf(body.usage)),
  });
}

type Observed<T> = { [Name in keyof T as null extends T[Name] ? never : Name]: T[Name] } & {
  [Name in keyof T as null extends T[Name] ? Name : never]?: NonNullable<T[Name]>;
};

/** Only what is known: later events add to it, and unsay nothing by leaving it out. */
function observed<T extends { id: string }>(fields: T): Observed<T> {
  // What remains is what Told says: a field that was null is missing.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Observed<T>;
}

/** What two events say together; the later one wins. */
export function mergeObservations(known: Observation | undefined, later: Observation): Observation {
  return { ...known, ...later };
}

/** The total or, without one, the sum of the others. */
function costOf(details: unknown): number | null {
  if (!isFields(details)) return null;
  const parts = Object.values(details).flatMap((value) => usdOf(value) ?? []);
  const sum = parts.length === 0 ? null : usdOf(Number(parts.reduce((a, b) => a + b, 0).toPrecision(15)));
  return usdOf(at(details, "total")) ?? sum;
}

/** The older usage object has costs beside its counts. */
function legacyCostOf(usage: unknown): number | null {
  const [input, output, total] = ["inputCost", "outputCost", "totalCost"].map((name) => at(usage, name));
  return costOf({ input, output, total });
}
