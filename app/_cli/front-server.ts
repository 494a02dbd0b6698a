import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerFrontRoute } from "@/app/_server/answer-front-route";
import { getMetrics } from "@/app/_server/metrics";
import { getRuntime } from "@/app/_server/runtime";
import { watchRefusals } from "@/app/_server/watch-refusals";
import { answerScript } from "./brotli-scripts";
import { guardResponse, newNonce, pagePolicy, prepareRequest } from "./page-headers";
import { routeLabel } from "./route-label";

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type FrontServer = {
  server: Server;
  /** From now on requests go to the product instead of being told to come back. */
  open: (handler: RequestHandler) => void;
};

const HEADERS_WITHIN_MS = 15_000;
const REQUEST_WITHIN_MS = 60_000;
// Longer than the usual 60 s of a load balancer, so that it is never we who close a connection it reuses.
const KEEP_ALIVE_MS = 65_000;

const STARTING_PAGE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">' +
  "<title>Switchyard is starting</title></head><body><p>Switchyard is starting. This page reloads by itself.</p></body></html>";

/** The HTTP server in front of Next: header hygiene both ways, time limits, and a calm answer while starting. */
export function createFrontServer(input: { dev: boolean }): FrontServer {
  let handle: RequestHandler | undefined;

  const server = createServer((request, response) => {
    const policy = pagePolicy(newNonce(), input.dev);
    prepareRequest(request, policy);
    guardResponse(response, policy, request.headers);
    measure(request, response);
    watchRefusals(request, response);
    const path = request.url?.split("?")[0] ?? "/";
    if (isMachinePath(path) && !isDecodable(path)) {
      const error = { code: "INVALID", message: "The address is not valid percent-encoding" };
      answer(response, 400, "application/json", JSON.stringify({ error }));
    } else if (handle && (isMachinePath(path) || getRuntime().phase === "ready")) {
      const next = handle;
      answerHere(request, response)
        .then((isAnswered) => (isAnswered ? undefined : next(request, response)))
        .catch(() => response.destroy());
    } else if (isLiveness(path)) answer(response, 200, "application/json", '{"status":"ok"}');
    else if (isMachinePath(path)) {
      const error = { code: "UNAVAILABLE", message: "Switchyard is starting" };
      answer(response, 503, "application/json", JSON.stringify({ error }));
    } else answer(response, 503, "text/html; charset=utf-8", STARTING_PAGE);
  });
  /** What needs no Next; while developing, it alone knows the newest code. */
  async function answerHere(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    return !input.dev && ((await answerScript(request, response)) || (await answerFrontRoute(request, response)));
  }

  server.headersTimeout = HEADERS_WITHIN_MS;
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return {
    server,
    open: (handler) => {
      handle = handler;
    },
  };
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.setHeader("content-type", type);
  response.setHeader("cache-control", "no-store");
  if (status === 503) response.setHeader("retry-after", "1");
  response.writeHead(status).end(body);
}

function isLiveness(path: string): boolean {
  return path === "/api/health/live";
}

/** Answered as JSON by the routes themselves, also while not ready; static files need no database either. */
function isMachinePath(path: string): boolean {
  return /^\/(api|v1|metrics|_next)(\/|$)/.test(path);
}

// Next answers such an address with a bare 500.
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function measure(request: IncomingMessage, response: ServerResponse): void {
  const end = getMetrics().requestSeconds.startTimer({ method: request.method ?? "" });
  response.once("close", () => end({ route: routeLabel(request.url ?? ""), status: response.statusCode }));
}
