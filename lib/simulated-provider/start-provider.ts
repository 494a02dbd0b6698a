import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createActiveFaults } from "./active-faults";
import { answerAdmin } from "./answer-admin";
import { answerCall, refuse, sendJson } from "./answer-call";
import type { Api } from "./call";
import { createClock } from "./clock";
import { type Exchange, watchExchange } from "./exchange";
import type { Provider } from "./provider";
import { createProviderState } from "./provider-state";
import { createRateLimits, type Limits } from "./rate-limits";
import { readCall } from "./read-call";
import { readJsonBody } from "./read-json-body";
import { invalidRequest } from "./refusal";
import { SIMULATED_MODELS } from "./simulated-models";

export type ProviderOptions = {
  port?: number;
  host?: string;
  seed?: number;
  /** Real seconds per simulated one. */
  timeScale?: number;
  /** Of every model in every region, unless an admin sets others. */
  limits?: Limits;
  hasBackgroundFailures?: boolean;
  apiKey?: string | null;
  /** What /admin asks for; without one it is open, on a loopback address only. */
  adminKey?: string | null;
};

export type RunningProvider = {
  /** Without a path: /v1 and /REGION/v1 are below it. */
  url: string;
  provider: Provider;
  /** Takes no more calls, lets those in flight end for at most so many real ms, and then ends them. */
  close: (graceMs?: number) => Promise<void>;
};

const DEFAULT_REGION = "global";
const PATH = /^(?:\/([\w.-]{1,100}))?\/v1\/(chat\/completions|responses|embeddings|messages|models)$/;
const APIS: Readonly<Record<string, Api>> = {
  "chat/completions": "chat",
  responses: "responses",
  embeddings: "embeddings",
  messages: "messages",
};
const KEEP_ALIVE_MS = 65_000;
const LOOPBACK = /^(127\.|::1$|localhost$)/;

/** Starts a provider that speaks OpenAI's and Anthropic's protocols and answers nothing but simulated words. */
export async function startProvider(options: ProviderOptions = {}): Promise<RunningProvider> {
  const { port = 0, host = "127.0.0.1", seed = 1, timeScale = 1, apiKey = null, adminKey = null } = options;
  const provider: Provider = {
    ...{ seed, clock: createClock(timeScale), state: createProviderState(seed), faults: createActiveFaults() },
    limits: createRateLimits(options.limits ? [options.limits] : []),
    ...{ hasBackgroundFailures: options.hasBackgroundFailures ?? false, apiKey, now: Date.now },
  };
  const open = new Set<Exchange>();
  const mayAdmin = (request: IncomingMessage) =>
    adminKey === null ? LOOPBACK.test(host) : request.headers.authorization === `Bearer ${adminKey}`;

  const server = createServer((request, response) => {
    const exchange = watchExchange(request, response);
    open.add(exchange);
    response.once("close", () => open.delete(exchange));
    answer(provider, exchange, mayAdmin).catch(() => {
      // A caller who leaves while its body is read; anything else is a fault of ours.
      if (!exchange.signal.aborted) sendJson(exchange, 500, { error: { message: "Broken", type: "server_error" } });
    });
  });
  // Callers keep connections; one that is closed just as they use it again looks like a fault that nobody ordered.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  // A server that listens on a port has an address of this kind.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    provider,
    close: (graceMs = 0) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const end = setTimeout(() => {
        for (const exchange of open) exchange.cut();
        server.closeAllConnections();
      }, graceMs);
      return closed.finally(() => clearTimeout(end));
    },
  };
}

async function answer(
  provider: Provider,
  exchange: Exchange,
  mayAdmin: (request: IncomingMessage) => boolean,
): Promise<void> {
  const { request } = exchange;
  const [path = ""] = (request.url ?? "").split("?");
  if (path.startsWith("/admin/")) {
    if (mayAdmin(request)) return answerAdmin(provider, exchange, path);
    return sendJson(exchange, 403, { error: { code: "FORBIDDEN", message: "This needs the admin key" } });
  }
  const [, region = DEFAULT_REGION, name = ""] = PATH.exec(path) ?? [];
  const api = APIS[name] ?? "chat";
  if (name === "") return refuse(provider, exchange, api, invalidRequest(`No such path: ${path}`, { status: 404 }));
  if (!isKnown(provider, request)) {
    const unknown = { status: 401, code: "invalid_api_key" };
    return refuse(provider, exchange, api, invalidRequest("Incorrect API key provided", unknown));
  }
  if (request.method !== (name === "models" ? "GET" : "POST")) {
    return refuse(provider, exchange, api, invalidRequest("Method not allowed", { status: 405 }));
  }
  if (name === "models") {
    const data = SIMULATED_MODELS.map((id) => ({ id, object: "model", created: 1_767_225_600, owned_by: "simulated" }));
    return sendJson(exchange, 200, { object: "list", data });
  }
  const body = await readJsonBody(request);
  if (body.refusal) return refuse(provider, exchange, api, body.refusal);
  const { data: call, error } = readCall(api, region, body.value);
  if (call) return answerCall(provider, exchange, call);
  const issue = error?.issues[0];
  const param = issue?.path.join(".") ?? "";
  refuse(provider, exchange, api, invalidRequest(`${param || "body"}: ${issue?.message}`, { param }));
}

function isKnown({ apiKey }: Provider, { headers }: IncomingMessage): boolean {
  const key = headers["x-api-key"] ?? headers.authorization?.replace(/^Bearer /i, "");
  return typeof key === "string" && key !== "" && (apiKey === null || key === apiKey);
}
