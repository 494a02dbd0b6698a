import { randomUUID } from "node:crypto";
import type { Random } from "@/lib/domain/simulation/random";
import { SECOND_MS } from "@/lib/domain/time/units";
import { createAnswer } from "./answer";
import { type Behaviour, bendBehaviour, healthyBehaviour } from "./behaviour";
import type { Api, Call } from "./call";
import type { Exchange } from "./exchange";
import { FAULT_KINDS, FAULT_PREFIX, type FaultKind, readFaultName } from "./fault-kinds";
import { embeddingsBody } from "./formats/embeddings";
import { formatOf } from "./formats/format-of";
import { limitHeaders, retryHeaders } from "./limit-headers";
import { playStream, playWhole } from "./play-answer";
import type { Provider } from "./provider";
import type { ModelState } from "./provider-state";
import { errorBody, invalidRequest, REFUSALS, type Refusal, statusOf } from "./refusal";
import { type SimulatedModel, simulatedModelOf } from "./simulated-models";

type Met = { call: Call; model: SimulatedModel; named: FaultKind | null };

/** Answers one call as its model would at this moment, and counts what became of it. */
export async function answerCall(provider: Provider, exchange: Exchange, call: Call): Promise<void> {
  const named = readFaultName(call.model);
  const model = named ? simulatedModelOf(named.model) : null;
  if (!named || !model) return refuse(provider, exchange, call.api, unknownModel(call.model));
  const state = provider.state.of({ region: call.region, model: call.model });
  state.requests += 1;
  state.in_flight += 1;
  state.peak_in_flight = Math.max(state.peak_in_flight, state.in_flight);
  try {
    await meet(provider, exchange, { call, model, named: named.kind }, state);
  } catch (error) {
    if (!exchange.signal.aborted) throw error;
  } finally {
    state.in_flight -= 1;
    if (exchange.hasLeft()) state.cancelled += 1;
  }
}

async function meet(provider: Provider, exchange: Exchange, met: Met, state: ModelState): Promise<void> {
  const { clock, limits, seed } = provider;
  const { call, model } = met;
  const nowMs = clock.nowMs();
  const inFlight = state.in_flight - 1;
  const random = provider.state.randomOf(state);
  // What an answer may need at most is counted against the limit, as providers do.
  const tokens = call.inputTokens + (call.maxOutputTokens ?? 0);
  const admission = limits.admit({ region: call.region, model: call.model }, { tokens, inFlight, nowMs });
  const headers = limitHeaders(call.api, admission, clock.realMs, provider.now());
  const behaviour =
    admission.retryAfterSeconds === null
      ? behaviourOf(provider, met, { nowMs, inFlight, random })
      : { ...healthyBehaviour(model, call, random), refusal: REFUSALS.rateLimited(admission.retryAfterSeconds) };

  if (behaviour.isReset) {
    state.broken += 1;
    return exchange.reset();
  }
  if (behaviour.refusal) {
    await clock.wait(behaviour.refusalMs, exchange.signal);
    const status = statusOf(call.api, behaviour.refusal);
    state.refused[status] = (state.refused[status] ?? 0) + 1;
    return refuse(provider, exchange, call.api, behaviour.refusal, headers);
  }
  state.input_tokens += call.inputTokens;
  if (call.vectors) {
    await clock.wait(behaviour.ttftMs, exchange.signal);
    sendJson(exchange, 200, embeddingsBody(call, seed, behaviour), { ...headers, ...idHeader(call.api) });
    state.answered += 1;
    return;
  }
  const createdSeconds = Math.floor(provider.now() / SECOND_MS);
  const answer = createAnswer(call, model, { ...behaviour, seed, createdSeconds });
  const play = call.isStreamed ? playStream : playWhole;
  const isPlayed = await play(exchange, {
    ...{ api: call.api, answer, format: formatOf(call, answer), behaviour, clock },
    headers: { ...headers, ...idHeader(call.api) },
    onTokens: (sent) => {
      state.output_tokens += sent;
    },
  });
  if (isPlayed) state.answered += 1;
  else state.broken += 1;
}

/** The model on a good day, what its own limits refuse, and then every fault that meets the call. */
function behaviourOf(
  provider: Provider,
  { call, model, named }: Met,
  moment: { nowMs: number; inFlight: number; random: Random },
): Behaviour {
  const { random, inFlight } = moment;
  const healthy = { ...healthyBehaviour(model, call, random), refusal: unfitCall(call, model) };
  const meetings = provider.faults.meet(call, named, moment);
  if (provider.hasBackgroundFailures && random.chance(model.profile.failureShare)) {
    const kind = random.next();
    const fault: FaultKind = kind < 0.55 ? "server-error-once" : kind < 0.8 ? "rate-limited" : "no-answer";
    meetings.push({ kind: fault, settings: {}, sinceMs: 0, inFlight });
  }
  return meetings.reduce((behaviour, meeting) => bendBehaviour(behaviour, meeting, call, random), healthy);
}

function unfitCall(call: Call, model: SimulatedModel): Refusal | null {
  if (call.hasImages && !model.hasVision) return invalidRequest(`${call.model} does not support image input`);
  if (call.inputTokens > model.contextTokens) return REFUSALS.contextLength;
  return null;
}

function unknownModel(name: string): Refusal {
  const kinds = name.startsWith(FAULT_PREFIX) ? `; the faults are ${FAULT_KINDS.join(", ")}` : "";
  const message = `The model ${name} does not exist or you do not have access to it${kinds}`;
  return invalidRequest(message, { status: 404, code: "model_not_found", param: "model" });
}

/** Sends an error in the dialect of the API that was called. */
export function refuse(
  { clock }: Pick<Provider, "clock">,
  exchange: Exchange,
  api: Api,
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = {},
): void {
  const retry = retryHeaders(api, refusal.retryAfterSeconds, clock.realMs);
  sendJson(exchange, statusOf(api, refusal), errorBody(api, refusal), { ...headers, ...retry, ...idHeader(api) });
}

function idHeader(api: Api): Record<string, string> {
  return { [api === "messages" ? "request-id" : "x-request-id"]: `req_${randomUUID()}` };
}

/** Sends a JSON body, unless the caller has left. */
export function sendJson(
  { response }: Pick<Exchange, "response">,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
