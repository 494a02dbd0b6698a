import { modelAtProvider } from "@/lib/domain/pricing/model-at-provider";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";
import { operationOf } from "../operation-of";
import { IGNORED_AS, isTextOperation } from "../operations";
import { at, type Fields, firstOf, hashOf, idOf, nameOf } from "../values";
import { canonicalJson } from "./canonical-json";
import { type Failure, failureOf } from "./failure";
import { operationOfPath } from "./operation-of-path";

/** Routes that LiteLLM only passes on: what was called there shows in the address and in what it used. */
const PASSED_ON = /pass_?through/i;
const NO_MODELS = new Set(["unknown", "*", "passthrough"]);

/** Names the call where its provider's answer had no id, which LiteLLM writes as the text "None" (#39749). */
export function litellmId(row: Fields, id: unknown): string {
  const own = firstOf(idOf(id), idOf(row.litellm_call_id), idOf(row.call_id));
  if (own !== null) return own;
  const { trace_id, session_id, startTime, endTime, model, model_id, prompt_tokens, completion_tokens } = row;
  const facts = { trace_id, session_id, startTime, endTime, model, model_id, prompt_tokens, completion_tokens };
  return hashOf(canonicalJson(facts));
}

/**
 * The model as LiteLLM's callback names it: SpendLogs write the adapter before it ("anthropic/claude-haiku-4-5"), and so do
 * deployments. "openai" is the adapter of many, whose models' names then begin with another maker.
 */
export function litellmModel(model: string, adapter: unknown): string {
  const named = nameOf(adapter);
  const id = named && providerIdOf(named);
  if (named === null) return model;
  return id === null && model.startsWith(`${named}/`)
    ? model.slice(named.length + 1) || model
    : modelAtProvider(id ?? named, model);
}

/** Why a row is no call that makes text, by LiteLLM's name of it; null where it is one, or may be. */
export function whyNoCall(row: Fields, usesTokens: boolean): string | null {
  const callType = nameOf(row.call_type);
  if (callType === null) return null;
  if (!PASSED_ON.test(callType)) {
    const kind = operationOf(callType);
    if (kind === null) return `call_type ${callType}`;
    return isTextOperation(kind) ? null : IGNORED_AS[kind];
  }
  const kind = operationOfPath(firstOf(nameOf(row.api_base), nameOf(at(row, "hidden_params", "api_base"))));
  if (kind !== null && !isTextOperation(kind)) return IGNORED_AS[kind];
  const model = nameOf(row.model);
  const isNamed = model !== null && !NO_MODELS.has(model.toLowerCase());
  // A refusal has no tokens; then the address alone says that a model was asked.
  return isNamed && (usesTokens || (row.status === "failure" && kind !== null)) ? null : "uses no tokens of a model";
}

/** What LiteLLM itself turned a call away with, before any provider saw it; classes of its proxy, router and guardrails. */
const OWN_CLASSES =
  /^(?:Proxy(?:RateLimitError|Exception|ModelNotFoundError)|BudgetExceededError|Router(?:RateLimitError|Errors?)\w*|Guardrail\w+|BlockedPiiEntityError|RejectedRequestError|ModifyResponseException|SensitiveDataRouteException|LiteLLMUnknownProvider)$/;
const OWN_MESSAGES: readonly RegExp[] = [
  /\bbudget has been exceeded|exceeded ?budget|crossed (?:tpm|rpm|budget)|max parallel request limit/i,
  /litellm rate limit handler|limit type: \w|no deployments available|no healthy deployments?/i,
  /violated \w+ guardrail|violated guardrail|blocked by (?:the )?guardrail|guardrail (?:raised|blocked|violat)/i,
  /(?:key|team|user) not allowed to access model/i,
];

const MESSAGE_READ = 2_000;

type ErrorFacts = {
  row: Fields;
  error: unknown;
  status: unknown;
  type: unknown;
  message: unknown;
  usesTokens: boolean;
};

/** How a failed call ended: refused where LiteLLM says that its own limit, budget or guardrail stood in the way. */
export function litellmFailure(facts: ErrorFacts): Failure {
  const failure = failureOf(facts);
  // What used tokens was asked of a provider, whatever became of the answer.
  return !facts.usesTokens && isOwn(facts, failure.http_status) ? { ...failure, outcome: "refused" } : failure;
}

function isOwn({ row, error, type, message }: ErrorFacts, status: number | null): boolean {
  const category = nameOf(at(error, "error_rate_limit_category"));
  // It says who limited: "vendor_rate_limit" is the provider's.
  if (category !== null) return category.startsWith("litellm");
  if (nameOf(at(error, "error_budget_entity_type")) !== null) return true;
  const name = nameOf(type) ?? "";
  // Raised by its own hooks, but on a route that is passed on it is how the provider's answer is handed back.
  const isHook = name === "HTTPException" && (status ?? 500) < 500 && !PASSED_ON.test(nameOf(row.call_type) ?? "");
  if (isHook || OWN_CLASSES.test(name)) return true;
  return typeof message === "string" && OWN_MESSAGES.some((shape) => shape.test(message.slice(0, MESSAGE_READ)));
}

/** How much was used by a call that did not succeed: of one that was left or timed out, and of a stream that broke. */
export function countsUsage({ outcome }: Failure, outputTokens: number | null | undefined): boolean {
  return outcome === "cancelled" || outcome === "timeout" || (outcome === "server_error" && Boolean(outputTokens));
}
