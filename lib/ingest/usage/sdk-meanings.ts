import { BESIDE, INSIDE, type Meaning, OPEN } from "./meaning";
import { ANTHROPIC_OR_BEDROCK, type Source } from "./source";

/** One row of the table of `docs/integrations.md`: of the rows that match a source, the first counts. */
export type SdkMeaning = {
  sdk: string;
  versions: string;
  providers: string;
  matches: (source: Source) => boolean;
  meaning: Meaning;
  evidence: string;
};

const GOOGLE_OR_XAI = /google|gemini|vertex|^x-?ai\b/i;
const isFrom = (provider: RegExp) => (source: Source) => provider.test(source.provider ?? "");
const isAnthropicOrBedrock = ({ provider, model }: Source) =>
  ANTHROPIC_OR_BEDROCK.test(provider ?? "") || /anthropic|claude|nova/i.test(model ?? "");
const isScope = (scope: RegExp) => (source: Source) => scope.test(source.scope ?? "");
const both =
  (...rules: readonly ((source: Source) => boolean)[]) =>
  (source: Source) =>
    rules.every((rule) => rule(source));
const isBefore = (version: string) => (source: Source) =>
  source.scopeVersion !== null && isOlder(source.scopeVersion, version);

/** The AI SDK up to 6: what its telemetry calls `ai`, with attributes of its own. */
const isAiSdk = (source: Source) => source.has("ai.operationId") || source.has("ai.usage.") || source.scope === "ai";
const isAiSdk6 = (source: Source) =>
  isAiSdk(source) && (source.has("ai.usage.inputTokenDetails.") || source.has("ai.usage.outputTokenDetails."));
const SUM_BESIDE: Meaning = { ...BESIDE, total: "sum" };
const SUM_INSIDE: Meaning = { ...INSIDE, total: "sum" };

export const SDK_MEANINGS: readonly SdkMeaning[] = [
  {
    sdk: "OpenInference",
    versions: "all",
    providers: "all",
    matches: (source) => isScope(/openinference/)(source) || source.has("llm.token_count."),
    meaning: INSIDE,
    evidence: "openinference PR 1429 and 1812; run with instrumentation-openai 4.2.7",
  },
  {
    sdk: "Vercel AI SDK",
    versions: "7 (`@ai-sdk/otel` 1)",
    providers: "all",
    matches: (source) => source.scope === "gen_ai" || (source.scope === "ai" && source.has("gen_ai.usage.cache_")),
    meaning: INSIDE,
    evidence: "run with ai 7.0.173",
  },
  {
    sdk: "Vercel AI SDK",
    versions: "6 (sends `ai.usage.inputTokenDetails.*`)",
    providers: "all",
    matches: isAiSdk6,
    meaning: INSIDE,
    evidence: "run with ai 6.0.326; sentry-javascript PR 21488",
  },
  {
    sdk: "Vercel AI SDK",
    versions: "4 and 5",
    providers: "Anthropic, Bedrock",
    matches: both(isAiSdk, isFrom(ANTHROPIC_OR_BEDROCK)),
    meaning: SUM_BESIDE,
    evidence: "run with ai 5.0.277 and @ai-sdk/anthropic 2.0.112; vercel/ai 8795",
  },
  {
    sdk: "Vercel AI SDK",
    versions: "4 and 5",
    providers: "Google, xAI",
    matches: both(isAiSdk, isFrom(GOOGLE_OR_XAI)),
    meaning: { ...INSIDE, reasoning: "beside" },
    evidence: "run with ai 5.0.277 and @ai-sdk/google 2.0.108; vercel/ai PR 6738",
  },
  {
    sdk: "Vercel AI SDK",
    versions: "4 and 5",
    providers: "others",
    matches: isAiSdk,
    meaning: INSIDE,
    evidence: "vercel/ai 8794",
  },
  {
    sdk: "Anthropic's own, in spans that it makes itself",
    versions: "since 0.134 in JavaScript",
    providers: "Anthropic",
    matches: isScope(/^com\.anthropic\.sdk\./),
    meaning: INSIDE,
    evidence: "run with @anthropic-ai/sdk 1.14.0",
  },
  {
    sdk: "Traceloop for Anthropic, JavaScript",
    versions: "0.27",
    providers: "Anthropic",
    matches: isScope(/^@traceloop\/instrumentation-anthropic$/),
    meaning: SUM_BESIDE,
    evidence: "run with instrumentation-anthropic 0.27.0",
  },
  {
    sdk: "Traceloop for Bedrock",
    versions: "all",
    providers: "Bedrock",
    matches: isScope(/^(@traceloop\/instrumentation-|opentelemetry\.instrumentation\.)bedrock$/),
    meaning: SUM_BESIDE,
    evidence: "traceloop/openllmetry 4449",
  },
  {
    sdk: "Traceloop and OpenTelemetry for Anthropic, Python",
    versions: "all",
    providers: "Anthropic",
    matches: isScope(/^opentelemetry\.instrumentation\.anthropic/),
    meaning: SUM_INSIDE,
    evidence: "traceloop/openllmetry PR 2175",
  },
  {
    sdk: "LangChain, by Traceloop or LangSmith",
    versions: "all",
    providers: "all",
    matches: isScope(/langchain|langsmith/i),
    meaning: INSIDE,
    evidence: "langchain PR 27125; langfuse 12635",
  },
  {
    sdk: "Pydantic AI",
    versions: "before 1.40",
    providers: "Bedrock",
    matches: both(isScope(/^pydantic[-_]ai/), isBefore("1.40"), isFrom(/bedrock|aws/i)),
    meaning: BESIDE,
    evidence: "pydantic-ai PR 3853",
  },
  {
    sdk: "Pydantic AI",
    versions: "all others",
    providers: "all",
    matches: isScope(/^pydantic[-_]ai/),
    meaning: INSIDE,
    evidence: "pydantic-ai 4364 and 5360",
  },
  {
    sdk: "MLflow",
    versions: "all; of Claude Code its input has the cache in it",
    providers: "Anthropic, Bedrock",
    matches: both(isScope(/^mlflow/), isAnthropicOrBedrock),
    meaning: { ...OPEN, total: "sum" },
    evidence: "mlflow/anthropic/autolog.py (3.0 to 3.9) and mlflow/claude_code",
  },
  {
    sdk: "Logfire",
    versions: "all; of March 2026 and before the input of Anthropic was without the cache",
    providers: "Anthropic",
    matches: both(isScope(/^logfire/), isFrom(ANTHROPIC_OR_BEDROCK)),
    meaning: OPEN,
    evidence: "logfire PR 1812",
  },
  {
    sdk: "Strands",
    versions: "all; since August 2026 with the cache",
    providers: "Anthropic, Bedrock",
    matches: both(isScope(/^strands/), isAnthropicOrBedrock),
    meaning: OPEN,
    evidence: "phoenix 13379; strands-agents/harness-sdk PR 4080",
  },
  {
    sdk: "Pipecat",
    versions: "all; since August 2026 the total has the cache in it",
    providers: "Anthropic, Bedrock",
    matches: both(isScope(/^pipecat/), isFrom(ANTHROPIC_OR_BEDROCK)),
    meaning: SUM_BESIDE,
    evidence: "pipecat PR 5163",
  },
  {
    sdk: "OpenLIT",
    versions: "all",
    providers: "Anthropic, Bedrock",
    matches: both((source) => isScope(/^openlit/)(source) || source.isOpenLit, isFrom(ANTHROPIC_OR_BEDROCK)),
    meaning: SUM_BESIDE,
    evidence: "openlit, instrumentation/anthropic/utils.py at 23232ec",
  },
  {
    sdk: "RubyLLM by thoughtbot",
    versions: "before its PR 38",
    providers: "all",
    matches: isScope(/ruby_?llm/i),
    meaning: OPEN,
    evidence: "opentelemetry-instrumentation-ruby_llm PR 38",
  },
  {
    sdk: "LiteLLM",
    versions: "all",
    providers: "all",
    matches: isScope(/^litellm/),
    meaning: INSIDE,
    evidence: "litellm PR 9221, and its StandardLoggingPayload",
  },
  {
    sdk: "Google ADK",
    versions: "1.x to 2.2 (sends `gen_ai.usage.experimental.reasoning_tokens`)",
    providers: "Google",
    matches: both(isScope(/^gcp\.vertex\.agent/), (source) => source.has("gen_ai.usage.experimental.reasoning_tokens")),
    meaning: { ...INSIDE, reasoning: "beside", countsToolInput: true },
    evidence: "adk-python, telemetry/tracing.py at 0798a74",
  },
];

/** Whether a version is before another, by its first two numbers. */
export function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [thanMajor = 0, thanMinor = 0] = than.split(".").map(Number);
  return major < thanMajor || (major === thanMajor && minor < thanMinor);
}
