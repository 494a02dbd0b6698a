import { at, firstOf, flagOf, instantOf, msFrom, msOf, numberOf, unpackJson } from "../../values";
import { NAMES } from "./attribute-names";
import type { Span } from "./read-spans";
import { aiSdkOperation, factOf, timesOf } from "./span-facts";

/**
 * Every sender's name for it: gen_ai.response.time_to_first_chunk, gen_ai.server.time_to_first_token (OpenLIT, Strands),
 * gen_ai.latency.… (vLLM, SGLang), gen_ai.streaming.… (AgentOps), metrics.ttfb (Pipecat), lk.response.ttft (LiveKit).
 */
const FIRST_TOKEN_NAME =
  /(?:^|[._:])(?:ttf[tb]|time_to_first_(?:token|chunk|byte))(?:[._]?(ms|millis|milliseconds|s|seconds))?$/;
const MS_UNITS: ReadonlySet<string | undefined> = new Set(["ms", "millis", "milliseconds"]);
/** Events that a stream's first token is, or its first chunk: the AI SDK's, OpenInference's, Traceloop's. */
const FIRST_TOKEN_EVENTS = new Set([
  "ai.stream.firstChunk",
  "First Token Stream Event",
  "llm.content.completion.chunk",
  "gen_ai.first_token",
  "first_token",
]);
/** What a call was asked with, as JSON: OpenInference's and Langfuse's. */
const PARAMETERS = ["llm.invocation_parameters", "langfuse.observation.model.parameters"];
/** Writes milliseconds under a name that is seconds with others (sdk-python 1.0 and later). */
const STRANDS = /^strands\b/;
/** In ms: what a number may be that is too large for seconds. */
const OTHER_UNITS = [1, 1e-3, 1e-6];
/** So soon no provider answers; a number that would mean it has another unit. */
const SOONEST_MS = 10;

/** The time to the first token in ms where one was told: never the duration, never 0. */
export function firstTokenMs(span: Span): number | null {
  const { startUs } = timesOf(span);
  const event = span.events.find(({ name }) => FIRST_TOKEN_EVENTS.has(name));
  return firstOf(
    ...NAMES.firstTokenMs.map((name) => msOf(span.attributes.get(name))),
    ...namedFirstTokens(span),
    ...NAMES.firstTokenMs.map((name) => msOf(event?.attributes.get(name))),
    event ? msFrom(startUs, Number(event.timeNs / 1_000n)) : null,
    instantMs(span, unpackJson(factOf(span, "firstTokenAt"))),
  );
}

function namedFirstTokens(span: Span): (number | null)[] {
  return [...span.attributes].flatMap(([name, value]) => {
    const match = FIRST_TOKEN_NAME.exec(name);
    if (!match) return [];
    if (MS_UNITS.has(match[1])) return [msOf(value)];
    const number = numberOf(value);
    return [number === null ? instantMs(span, unpackJson(value)) : byWhatFits(span, number)];
  });
}

/** A number of seconds or, where that were longer than the call, of the unit in which it fits. */
function byWhatFits(span: Span, number: number): number | null {
  const { startUs, endUs } = timesOf(span);
  const durationMs = (endUs - startUs) / 1_000;
  if (STRANDS.test(span.scope ?? "")) return msOf(number);
  if (number * 1_000 < durationMs) return msOf(number * 1_000);
  const other = OTHER_UNITS.map((unit) => number * unit).find((ms) => ms >= SOONEST_MS && ms < durationMs);
  return other === undefined ? instantMs(span, number) : msOf(other);
}

/** From the start to an instant within the call. */
function instantMs(span: Span, value: unknown): number | null {
  const { startUs, endUs } = timesOf(span);
  const atUs = value === undefined ? null : instantOf(value);
  return atUs === null || atUs > endUs ? null : msFrom(startUs, atUs);
}

/** Whether it was streamed, where the source says; saying nothing does not mean no. */
export function streamedOf(span: Span): boolean | null {
  const flag = firstOf(...NAMES.streamed.map((name) => flagOf(span.attributes.get(name))));
  if (flag !== null) return flag;
  const operation = aiSdkOperation(span);
  if (operation !== null && /^ai\.stream/.test(operation)) return true;
  if (operation?.endsWith(".doGenerate")) return false;
  if (factOf(span, "firstTokenAt") !== undefined) return true;
  const asked = firstOf(...PARAMETERS.map((name) => flagOf(at(unpackJson(span.attributes.get(name)), "stream"))));
  // OpenInference's LangChain instrumentation (4.1) writes false for streams too.
  return asked === false && /langchain/i.test(span.scope ?? "") ? null : asked;
}
