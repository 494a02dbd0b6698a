import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import type { Upstream } from "@/lib/domain/upstreams/upstream";
import { APIS, type Api } from "./apis";
import type { Candidate } from "./plan-call";

export type UpstreamClientOptions = {
  /** How the host of an address is looked up for a connection; throws where it must not be called. Left out, as always. */
  lookupOf?: (url: URL) => LookupFunction;
};
type UpstreamCall = {
  api: Api;
  candidate: Candidate;
  body: string;
  isStreamed: boolean;
  /** The caller's own headers that the protocol has: versions of it. */
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
};

/** Asks an upstream; resolves at the headers of its answer. Rejects with what the connection failed with. */
export type AskUpstream = (call: UpstreamCall) => Promise<IncomingMessage>;

const ANTHROPIC_VERSION = "2023-06-01";
const FREE_SOCKETS_MAX = 256;
const STALE_CODES = new Set(["ECONNRESET", "EPIPE"]);

/** Keeps connections to upstreams. Redirects are answers like any other, and nobody follows them. */
export function createUpstreamClient({ lookupOf }: UpstreamClientOptions = {}): {
  ask: AskUpstream;
  close: () => void;
} {
  // By origin, since what may be connected to is checked for each address; one that is no name is checked here alone.
  const agents = new Map<string, HttpAgent>();

  function agentOf(url: URL): HttpAgent {
    const known = agents.get(url.origin);
    if (known) return known;
    const options = {
      ...{ keepAlive: true, maxFreeSockets: FREE_SOCKETS_MAX, scheduling: "lifo" as const },
      ...(lookupOf && { lookup: lookupOf(url) }),
    };
    const agent = url.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options);
    agents.set(url.origin, agent);
    return agent;
  }

  function send(call: UpstreamCall, isSecondTry: boolean): Promise<IncomingMessage> {
    const { api, candidate, body, signal } = call;
    const url = new URL(`${candidate.upstream.baseUrl}/${APIS[api].path}`);
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = request(url, { method: "POST", agent: agentOf(url), signal, headers: headersOf(call) }, resolve);
      sent.on("error", (error: NodeJS.ErrnoException) => {
        // The upstream had closed a connection that was kept; nothing of the request was answered.
        const isStale = sent.reusedSocket && STALE_CODES.has(error.code ?? "") && !signal.aborted;
        if (isStale && !isSecondTry) send(call, true).then(resolve, reject);
        else reject(error);
      });
      sent.setNoDelay(true);
      sent.end(body);
    });
  }

  return {
    ask: async (call) => send(call, false),
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function headersOf({ candidate, body, isStreamed, headers }: UpstreamCall): Record<string, string | number> {
  return {
    ...keyHeaders(candidate.upstream.shape, candidate.key),
    ...headers,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    accept: isStreamed ? "text/event-stream" : "application/json",
    "accept-encoding": "identity",
    "user-agent": "Switchyard",
  };
}

function keyHeaders(shape: Upstream["shape"], key: string): Record<string, string> {
  if (shape === "openai") return { authorization: `Bearer ${key}` };
  return { "x-api-key": key, "anthropic-version": ANTHROPIC_VERSION };
}
