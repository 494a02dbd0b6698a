import { US_PER_MS } from "@/lib/domain/time/units";
import { type Fields, firstOf, instantOf, isFields, nameOf, numberOf, unpackJson } from "../values";

/** Columns of Langfuse's exports by the name in a row of its API, where a file or a table view writes another. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  traceId: ["trace_id", "traceid"],
  startTime: ["start_time", "timestamp"],
  endTime: ["end_time"],
  completionStartTime: ["completion_start_time"],
  model: ["providedModelName", "provided_model_name", "internalModel"],
  usageDetails: ["usage_details", "provided_usage_details"],
  costDetails: ["cost_details", "provided_cost_details"],
  statusMessage: ["status_message"],
  parentObservationId: ["parent_observation_id"],
  timeToFirstToken: ["time_to_first_token"],
  totalCost: ["calculatedTotalCost", "total_cost", "calculated_total_cost", "totalPrice"],
  promptTokens: ["inputUsage", "prompt_tokens", "inputTokens", "input_tokens"],
  completionTokens: ["outputUsage", "completion_tokens", "outputTokens", "output_tokens"],
};
/** Kinds of observations that are calls of a model. */
const GENERATION = /^generation$/i;
/** What only says that an observation is one. */
const OBSERVATION_FIELDS = ["startTime", "start_time"];

/** Whether a value is an observation or a trace as Langfuse's API and exports write them, and no batch of its clients. */
export function isLangfuseExport(value: unknown): value is Fields {
  return isFields(value) && !("batch" in value) && OBSERVATION_FIELDS.some((field) => field in value);
}

/**
 * An observation of a file as a client would have sent it, or why it is no call of a model. Its latency and its time to the
 * first token, which are seconds, stand in for instants that a file leaves out.
 */
export function exportedBody(row: Fields): Fields | { ignored: string } {
  const one = (name: string) => firstOf(...[name, ...(COLUMNS[name] ?? [])].map((column) => filled(row[column])));
  const type = nameOf(row.type);
  if (type !== null && !GENERATION.test(type)) return { ignored: `type ${type}` };
  const startUs = instantOf(one("startTime"));
  const after = (seconds: unknown) => {
    const length = numberOf(seconds);
    return startUs === null || length === null || length < 0 ? null : (startUs / US_PER_MS + length * 1_000) / 1_000;
  };
  const first = firstOf(one("completionStartTime"), after(one("timeToFirstToken")));
  return {
    ...{ id: row.id, traceId: one("traceId"), name: row.name, model: one("model"), level: row.level },
    startTime: one("startTime"),
    endTime: firstOf(one("endTime"), after(one("latency"))),
    completionStartTime: first,
    statusMessage: one("statusMessage"),
    ...usageOf(one, row),
  };
}

/** A file may have the details, the older object, or its numbers as columns. */
function usageOf(one: (name: string) => unknown, row: Fields): Fields {
  const details = unpackJson(one("usageDetails"));
  const usage = unpackJson(row.usage);
  const columns = { promptTokens: one("promptTokens"), completionTokens: one("completionTokens") };
  const costs = unpackJson(one("costDetails"));
  return {
    ...(isFilled(details) && { usageDetails: details }),
    usage: isFilled(usage) ? usage : columns,
    costDetails: isFilled(costs) ? costs : { total: one("totalCost") },
  };
}

/** An empty cell of a CSV is none. */
function filled(value: unknown): unknown {
  return typeof value === "string" && nameOf(value, Number.POSITIVE_INFINITY) === null ? null : value;
}

function isFilled(value: unknown): value is Fields {
  return isFields(value) && Object.keys(value).length > 0;
}
