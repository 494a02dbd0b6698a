import { readTextObject } from "../../usage/read-text-object";
import {
  at,
  type Fields,
  firstOf,
  instantOf,
  isFields,
  msOf,
  nameOf,
  numberOf,
  tokensOf,
  unpackJson,
  usdOf,
} from "../../values";
import { exportedSpan, givenAttributes, pathOf, rawUsageAttribute } from "./exported-span";
import { type RowSpan, spanExport } from "./span-export";

/** The class of an exception, which LangSmith writes before its message: "RateLimitError('Error code: 429 …". */
const EXCEPTION = /^([A-Za-z_][\w.]{0,80})\(/;
const PENDING: ReadonlySet<string | null> = new Set(["pending", "running"]);
/** Where a run's own counts are left out, the objects that say what was used, the most exact first. */
const USAGES = [
  ...["extra.metadata.usage_metadata", "outputs.usage_metadata", "outputs.message.usage_metadata"],
  ...["outputs.message.kwargs.usage_metadata", "outputs.llm_output.token_usage", "outputs.llm_output.usage"],
  ...["outputs.usage", "usage_metadata"],
];
const MODELS = ["extra.metadata.ls_model_name", "extra.invocation_params.model", "extra.invocation_params.model_name"];
const SESSIONS = ["extra.metadata.session_id", "extra.metadata.thread_id", "extra.metadata.conversation_id"];
const USERS = ["extra.metadata.user_id", "extra.metadata.ls_user_id"];

/**
 * Runs of LangSmith as `list_runs`, `/runs/query` and its exports write them, or a table of them.
 *
 * Source: langchain-ai/langsmith-sdk at bc8dd67 (python/langsmith/schemas.py: Run, UsageMetadata).
 */
export const langsmith = spanExport({ name: "langsmith", title: "LangSmith runs export", spansOf });

function spansOf(row: unknown): RowSpan[] {
  if (!isFields(row)) return [{ broken: "Is no object" }];
  const children = unpackJson(row.child_runs);
  return [spanOf(unpacked(row)), ...(Array.isArray(children) ? children.flatMap(spansOf) : [])];
}

/** In a table, objects are JSON or the text of a Python value. */
function unpacked(row: Fields): Fields {
  return {
    ...row,
    extra: readTextObject(row.extra),
    outputs: readTextObject(row.outputs),
    prompt_token_details: readTextObject(row.prompt_token_details),
    completion_token_details: readTextObject(row.completion_token_details),
  };
}

function latencyMsOf(latency: unknown): number | null {
  const seconds = numberOf(latency);
  return seconds === null ? null : msOf(seconds * 1_000);
}

function spanOf(run: Fields): RowSpan {
  const startUs = instantOf(run.start_time);
  const latencyMs = latencyMsOf(run.latency);
  const endUs = firstOf(
    instantOf(run.end_time),
    startUs === null || latencyMs === null ? null : startUs + Math.round(latencyMs * 1_000),
  );
  const kind = nameOf(run.run_type);
  if (kind === null) return { broken: "run_type is missing" };
  const error = nameOf(run.error, 500);
  return exportedSpan({
    traceId: run.trace_id,
    spanId: run.id,
    parentSpanId: run.parent_run_id,
    name: run.name,
    startUs,
    endUs: PENDING.has(nameOf(run.status)) ? null : endUs,
    attributes: attributesOf(run, kind, error),
    resource: givenAttributes({ "service.name": nameOf(run.session_name) }),
    scope: "langsmith",
    hasFailed: error !== null || nameOf(run.status) === "error",
    message: error,
  });
}

function attributesOf(run: Fields, kind: string, error: string | null) {
  const one = (paths: readonly string[]) => firstOf(...paths.map((path) => nameOf(valueAt(run, path))));
  const cost = usdOf(run.total_cost);
  return givenAttributes({
    "langsmith.span.kind": kind,
    "gen_ai.request.model": one(MODELS),
    "gen_ai.response.model": one(["outputs.llm_output.model_name", "outputs.model"]),
    "gen_ai.provider.name": one(["extra.metadata.ls_provider"]),
    "session.id": one(SESSIONS),
    "user.id": one(USERS),
    "gen_ai.request.stream": valueAt(run, "extra.invocation_params.stream"),
    "gen_ai.completion_start_time": run.first_token_time,
    "error.type": error === null ? null : EXCEPTION.exec(error)?.[1],
    // Its prices are its own: of a model without one it writes 0.
    "gen_ai.usage.total_cost": cost === 0 ? null : cost,
    ...rawUsageAttribute(usageOf(run)),
  });
}

/** A column may leave out where its values came from: "metadata.ls_model_name", "ls_model_name". */
function valueAt(run: Fields, path: string): unknown {
  return firstOf(pathOf(run, path), run[path.replace(/^extra\./, "")], run[path.slice(path.lastIndexOf(".") + 1)]);
}

/** The run's own counts, which have all of the input in them; all of them 0 where nobody counted. */
function usageOf(run: Fields): unknown {
  const count = (...names: readonly string[]) => firstOf(...names.map((name) => tokensOf(run[name])));
  const input = count("prompt_tokens", "input_tokens");
  const output = count("completion_tokens", "output_tokens");
  if (input || output) {
    return {
      ...{ input_tokens: input, output_tokens: output, total_tokens: tokensOf(run.total_tokens) },
      input_token_details: run.prompt_token_details,
      output_token_details: run.completion_token_details,
    };
  }
  const generation = at(run.outputs, "generations");
  const first: unknown = Array.isArray(generation) ? generation.flat()[0] : null;
  const message = firstOf(at(first, "message", "kwargs", "usage_metadata"), at(first, "message", "usage_metadata"));
  const candidates = [...USAGES.map((path) => pathOf(run, path)), message];
  return candidates.map(readTextObject).find((each) => isFields(each) && Object.keys(each).length > 0);
}
