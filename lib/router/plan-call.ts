import { candidatesOf, type DecisionPolicy } from "@/lib/breaker/decision";
import type { PolicyBundle } from "@/lib/contract/policy";
import type { CatalogueModel } from "@/lib/domain/catalogue/catalogue";
import { DEFAULT_FAILOVER } from "@/lib/domain/policies/default-failover";
import type { Upstream, UpstreamSource } from "@/lib/domain/upstreams/upstream";
import { APIS } from "./apis";
import { badCall, CallError } from "./call-error";
import { DIRECT_CALL } from "./call-limits";
import type { ModelCall } from "./read-call";

/** One place where one model can be asked. */
export type Candidate = { model: string; asked: string; upstream: Upstream; key: string };

/** Where a call may go, in order, and by which rules. */
export type CallPlan = {
  /** Null where a model was asked for by its name or an alias. */
  tier: string | null;
  policyVersion: number;
  failover: DecisionPolicy["failover"];
  timeoutMs: number;
  maxAttempts: number;
  candidates: readonly [Candidate, ...Candidate[]];
};

export type PlanInput = {
  bundle: PolicyBundle;
  upstreams: UpstreamSource;
  capabilitiesOf: (model: string) => Pick<CatalogueModel, "modalities" | "contextTokens"> | null;
};

const TIER_PREFIX = "tier:";
const NAMES_MAX = 50;

/** Plans a call; throws CallError where nobody can answer it: 404 for a name that is none, 400 or 503 for a real one. */
export function planCall(call: ModelCall, input: PlanInput): CallPlan {
  const { bundle, upstreams } = input;
  const rules = rulesOf(call, bundle);
  const { shape } = APIS[call.api];
  const serving = rules.models.flatMap((model) => servedBy(model, upstreams, call.region));
  if (serving.length === 0) throw unknownModel(call.model, input);
  const speaking = serving.filter(({ upstream }) => upstream.shape === shape);
  if (speaking.length === 0) {
    throw badCall(`No upstream of ${call.model} answers /v1/${APIS[call.api].path}`, "model", "unsupported_api");
  }
  const keyed = speaking.flatMap(({ upstream, ...rest }) => {
    const key = upstream.isEnabled ? upstreams.keyOf(upstream) : null;
    return key === null ? [] : { ...rest, upstream, key };
  });
  if (keyed.length === 0) throw outOfRotation(call.model, speaking);
  const [first, ...rest] = fitting(call, keyed, input);
  if (!first) {
    throw badCall(`No model of ${call.model} takes ${call.needs.join(" and ")}`, "messages", "unsupported_input");
  }
  const { tier, failover, timeoutMs, maxAttempts } = rules;
  return { tier, policyVersion: bundle.version, failover, timeoutMs, maxAttempts, candidates: [first, ...rest] };
}

/** What may be asked for: tiers, aliases and models, in this order. */
export function callableNames({ bundle, upstreams }: Pick<PlanInput, "bundle" | "upstreams">) {
  const served = new Set(upstreams.list().flatMap(({ models }) => models.map(({ model }) => model)));
  const isServed = (model: string) => served.has(model);
  const tiers = Object.values(bundle.tiers).filter((policy) => candidatesOf(policy, "").some(isServed));
  return {
    tiers: tiers.map(({ tier }) => `${TIER_PREFIX}${tier}`),
    aliases: Object.keys(bundle.aliases).filter((alias) => isServed(bundle.aliases[alias] ?? "")),
    models: [...served],
  };
}

function rulesOf({ model, region }: ModelCall, { tiers, aliases }: PolicyBundle) {
  if (!model.startsWith(TIER_PREFIX)) {
    const meant = Object.hasOwn(aliases, model) ? aliases[model] : undefined;
    return { tier: null, models: [meant ?? model], failover: DEFAULT_FAILOVER, ...DIRECT_CALL };
  }
  const tier = model.slice(TIER_PREFIX.length);
  const policy = Object.hasOwn(tiers, tier) ? tiers[tier] : undefined;
  if (!policy) {
    const known = Object.keys(tiers).map((name) => `${TIER_PREFIX}${name}`);
    throw notFound(`There is no tier ${tier}; there are ${listOf(known)}`);
  }
  const { failover, timeout_ms: timeoutMs, max_attempts: maxAttempts } = policy;
  return { tier, models: candidatesOf(policy, region), failover, timeoutMs, maxAttempts };
}

/** The upstreams of a model, those in the caller's region first. */
function servedBy(model: string, upstreams: UpstreamSource, region: string): Omit<Candidate, "key">[] {
  const serving = upstreams.list().flatMap((upstream) => {
    const served = upstream.models.find((each) => each.model === model);
    return served ? { model, asked: served.asked, upstream } : [];
  });
  const isNear = ({ upstream }: { upstream: Upstream }) => upstream.region === region;
  return [...serving.filter(isNear), ...serving.filter((candidate) => !isNear(candidate))];
}

/** Never a model that does not take what is sent; where the text is too long for all of them, those with the longest context. */
function fitting(call: ModelCall, candidates: readonly Candidate[], { capabilitiesOf }: PlanInput): Candidate[] {
  const taking = candidates.filter(({ model }) => {
    const modalities = capabilitiesOf(model)?.modalities;
    return !modalities || call.needs.every((need) => modalities.includes(need));
  });
  const contextOf = ({ model }: Candidate) => capabilitiesOf(model)?.contextTokens ?? Number.POSITIVE_INFINITY;
  const longEnough = taking.filter((candidate) => contextOf(candidate) >= call.leastTokens);
  if (longEnough.length > 0) return longEnough;
  const longest = Math.max(...taking.map(contextOf));
  return taking.filter((candidate) => contextOf(candidate) === longest);
}

function unknownModel(model: string, input: PlanInput): CallError {
  const { tiers, aliases, models } = callableNames(input);
  return notFound(`There is no model ${model}; there are ${listOf([...tiers, ...models, ...aliases])}`);
}

function outOfRotation(model: string, candidates: readonly Omit<Candidate, "key">[]): CallError {
  const why = candidates.map(
    ({ upstream }) => `${upstream.name} ${upstream.isEnabled ? "has no key" : "is turned off"}`,
  );
  const message = `Every upstream of ${model} is out of rotation: ${[...new Set(why)].join(", ")}`;
  return new CallError(message, { status: 503, code: "upstream_out_of_rotation" });
}

const notFound = (message: string) => new CallError(message, { status: 404, code: "model_not_found", param: "model" });

function listOf(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, NAMES_MAX).join(", ");
  return names.length > NAMES_MAX ? `${shown} and ${names.length - NAMES_MAX} more` : shown;
}
