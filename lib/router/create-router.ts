import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@/lib/contract/error";
import type { LogRecordInput } from "@/lib/contract/log-record";
import type { PolicyBundle } from "@/lib/contract/policy";
import { builtInModelOf } from "@/lib/domain/catalogue/built-in-models";
import { capabilitiesOf } from "@/lib/domain/catalogue/model-capabilities";
import type { UpstreamSource } from "@/lib/domain/upstreams/upstream";
import { admissionLimit } from "@/lib/http/admission-limit";
import { credentialsOf } from "@/lib/http/credentials-of";
import { webRequest } from "@/lib/http/node-request";
import { withText } from "@/lib/http/read-body";
import { answerCall, type CallCaller } from "./answer-call";
import { type Api, apiOfPath, MODELS_PATH } from "./apis";
import { CallAnswer } from "./call-answer";
import { asCallError, badCall, CallError } from "./call-error";
import { listModels } from "./list-models";
import { readCall } from "./read-call";
import { RouterBreakers } from "./router-breakers";
import { createUpstreamClient, type UpstreamClientOptions } from "./upstream-client";
import { UpstreamLoad } from "./upstream-load";

export type RouterOptions = UpstreamClientOptions & {
  bundle: () => Promise<PolicyBundle>;
  upstreams: UpstreamSource;
  /** Whose key it is; throws UNAUTHENTICATED, FORBIDDEN or UNAVAILABLE. */
  authenticate: (key: string) => Promise<CallCaller>;
  /** Takes a record of an attempt; must neither wait nor throw. */
  record: (record: LogRecordInput, caller: CallCaller) => void;
  onProblem?: (error: unknown) => void;
};

export type ModelRouter = {
  /** Answers a request for the router; false where it is for nobody here. Never rejects. */
  answer: (incoming: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Ends the calls in flight with an error, and resolves when each of them is logged, within half a second. */
  close: () => Promise<void>;
};

const CLOSE_WITHIN_MS = 500;
/** Pictures are sent within the body. */
const BODY_MAX_BYTES = 32 * 1024 * 1024;
/** Of a caller's headers, those by which the APIs of both shapes are chosen among their own versions. */
const PASSED_HEADERS = ["anthropic-version", "anthropic-beta", "openai-beta"] as const;

/** The router that is built in: one OpenAI- and Anthropic-shaped endpoint in front of all upstreams, by the active policies. */
export function createRouter(options: RouterOptions): ModelRouter {
  const { upstreams, record } = options;
  const { ask, close: closeConnections } = createUpstreamClient(options);
  const open = new Map<CallAnswer, { api: Api; settled: Promise<void> }>();
  const shared = {
    ...{ upstreams, capabilitiesOf, ask, record, nowMs: Date.now, random: Math.random },
    ...{ breakers: new RouterBreakers(Date.now), load: new UpstreamLoad(Date.now), withoutUsage: new Set<number>() },
  };

  async function answerModels(incoming: IncomingMessage, answer: CallAnswer): Promise<void> {
    await options.authenticate(keyOf(incoming));
    const list = listModels({ bundle: await options.bundle(), upstreams }, retirementOf);
    answer.sendWhole(200, {}, JSON.stringify(list));
  }

  async function answerApi(api: Api, incoming: IncomingMessage, answer: CallAnswer): Promise<void> {
    const caller = await options.authenticate(keyOf(incoming));
    const bundle = await options.bundle();
    const body = { admission: admissionLimit("models"), maxBytes: BODY_MAX_BYTES };
    await withText(webRequest(incoming), body, async (text) => {
      const call = readCall(api, text, incoming.headers);
      await answerCall({ call, caller, answer, upstreamHeaders: passedHeaders(incoming) }, { ...shared, bundle });
    });
  }

  async function answerOne(incoming: IncomingMessage, answer: CallAnswer, api: Api | null): Promise<void> {
    try {
      const method = api ? "POST" : "GET";
      const isHead = !api && incoming.method === "HEAD";
      if (incoming.method !== method && !isHead) throw badCall(`Use ${method}`, null, "method_not_allowed");
      if (api) await answerApi(api, incoming, answer);
      else await answerModels(incoming, answer);
    } catch (error) {
      const known = asCallError(error);
      if (known.facts.status === 500) options.onProblem?.(error);
      if (!answer.left.aborted) answer.sendError(api ?? "chat", known);
    }
  }

  return {
    answer: async (incoming, response) => {
      const path = incoming.url?.split("?")[0] ?? "";
      const api = apiOfPath(path);
      if (!api && path !== MODELS_PATH) return false;
      const answer = new CallAnswer(response);
      const settled = answerOne(incoming, answer, api).finally(() => open.delete(answer));
      open.set(answer, { api: api ?? "chat", settled });
      await settled;
      return true;
    },
    close: async () => {
      const facts = { status: 503, code: "unavailable", retryAfterSeconds: 1, isWorthRetrying: true };
      const calls = [...open];
      for (const [answer, { api }] of calls) answer.giveUp(api, new CallError("Switchyard is shutting down", facts));
      // One whose body is still under way has nothing to be logged, and is not waited for.
      await Promise.race([Promise.all(calls.map(([, { settled }]) => settled)), delay(CLOSE_WITHIN_MS)]);
      closeConnections();
    },
  };
}

/** As OpenAI's clients send theirs, or Anthropic's. */
function keyOf({ headers }: IncomingMessage): string {
  const own = headers["x-api-key"];
  const key = credentialsOf(headers.authorization, "bearer") ?? (typeof own === "string" ? own : undefined);
  if (key) return key;
  throw new AppError("UNAUTHENTICATED", "Send a key as Authorization: Bearer <key>");
}

function passedHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    PASSED_HEADERS.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

function retirementOf(pair: { provider: string; model: string }): { retiresOn: string } | null {
  const retiresOn = builtInModelOf(pair)?.retiresOn ?? null;
  return retiresOn === null ? null : { retiresOn };
}
