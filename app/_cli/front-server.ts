import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerFastPath } from "@/app/_server/answer-fast-path";
import { answerInLocale } from "@/app/_server/answer-in-locale";
import { followCaller } from "@/app/_server/follow-caller";
import { getMetrics } from "@/app/_server/metrics";
import { answerModelCall } from "@/app/_server/router/answer-model-call";
import { getRuntime } from "@/app/_server/runtime";
import { watchRefusals } from "@/app/_server/watch-refusals";
import { trustedProxies } from "@/lib/http/trusted-proxies";
import { admitPagePost } from "./admit-page-post";
import { isApiPath } from "./allowed-methods";
import { answerScript } from "./brotli-scripts";
import { continueWhenRead } from "./continue-when-read";
import { guardResponse, newNonce, pagePolicy, prepareRequest } from "./page-headers";
import { readAwayRest } from "./read-away";
import { refuseConnect, refuseRequest } from "./refuse-request";
import { settleTarget } from "./request-target";
import { routeLabel } from "./route-label";
import { sendAnswer } from "./send-answer";

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type FrontServer = {
  server: Server;
  /** From now on requests go to the product instead of an answer to come back later. */
  open: (handler: RequestHandler) => void;
};

const HEADERS_WITHIN_MS = 15_000;
const REQUEST_WITHIN_MS = 60_000;
// Node looks only every half minute by itself, so that the two above could take as much longer.
const LOOK_EVERY_MS = 5_000;
// Longer than the usual 60 s of a load balancer, so that it is never we who close a connection it reuses.
const KEEP_ALIVE_MS = 65_000;
// Of one who takes nothing of an answer, and longer than any answer takes to begin; event streams beat more often.
const SILENT_MS = 300_000;

const STARTING_PAGE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">' +
  "<title>Switchyard is starting</title></head><body><p>Switchyard is starting. This page reloads by itself.</p></body></html>";

/**
 * The HTTP server in front of Next: header hygiene both ways, limits, refusals, and a calm answer while starting.
 * Why there is one: docs/decisions/front-server.md.
 */
export function createFrontServer(input: { dev: boolean; trustedProxies?: readonly string[] }): FrontServer {
  const trustsProxy = trustedProxies(input.trustedProxies ?? []);
  let handle: RequestHandler | undefined;

  function take(request: IncomingMessage, response: ServerResponse, isUnsent: () => boolean): void {
    const isTarget = settleTarget(request);
    const policy = pagePolicy(newNonce(), input.dev);
    prepareRequest(request, policy, trustsProxy);
    guardResponse(response, policy, request.headers);
    readAwayRest(request, response, isUnsent);
    measure(request, response);
    watchRefusals(request, response);
    const path = request.url?.split("?")[0] ?? "/";
    if (refuseRequest(request, response, { path, isTarget, dev: input.dev })) return;
    if (handle && (isMachinePath(path) || getRuntime().phase === "ready")) {
      const next = handle;
      answerHere(request, response)
        .then((isAnswered) => (isAnswered ? undefined : admitPagePost(request, response, path, next)))
        .catch(() => response.destroy());
    } else answerStarting(response, path);
  }

  /** What needs no Next; while developing, it alone knows the newest code of what it has itself. */
  async function answerHere(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (await answerModelCall(request, response)) return true;
    return !input.dev && ((await answerScript(request, response)) || (await answerFastPath(request, response)));
  }

  const server = createServer({ connectionsCheckingInterval: LOOK_EVERY_MS }, (request, response) =>
    answerInLocale(request, () => followCaller(response, () => take(request, response, () => false))),
  );
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) =>
    answerInLocale(request, () =>
      followCaller(response, () => take(request, response, continueWhenRead(request, response))),
    ),
  );
  server.on("connect", refuseConnect);
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.timeout = SILENT_MS;
  return {
    server,
    open: (handler) => {
      handle = handler;
    },
  };
}

function answerStarting(response: ServerResponse, path: string): void {
  if (path === "/api/health/live") sendAnswer(response, { status: 200, json: { status: "ok" } });
  else if (isMachinePath(path)) {
    const error = { code: "UNAVAILABLE", message: "Switchyard is starting" };
    sendAnswer(response, { status: 503, json: { error } });
  } else sendAnswer(response, { status: 503, html: STARTING_PAGE });
}

/** Answered as JSON by the routes themselves, also while not ready; static files need no database either. */
function isMachinePath(path: string): boolean {
  return isApiPath(path) || path === "/_next" || path.startsWith("/_next/");
}

function measure(request: IncomingMessage, response: ServerResponse): void {
  const end = getMetrics().requestSeconds.startTimer({ method: request.method ?? "" });
  response.once("close", () => end({ route: routeLabel(request.url ?? ""), status: response.statusCode }));
}
