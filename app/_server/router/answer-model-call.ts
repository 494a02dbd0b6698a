import type { IncomingMessage, ServerResponse } from "node:http";
import { isRouterPath } from "@/lib/router/apis";
import { CallAnswer } from "@/lib/router/call-answer";
import { CallError } from "@/lib/router/call-error";
import { getModelRouter } from "./router-service";

/** Answers a call of a model straight from Node's request; false where it is for somebody else. */
export async function answerModelCall(incoming: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (!isRouterPath(incoming.url?.split("?")[0] ?? "")) return false;
  const router = getModelRouter();
  if (router) return router.answer(incoming, response);
  const facts = { status: 503, code: "unavailable", retryAfterSeconds: 1, isWorthRetrying: true };
  new CallAnswer(response).sendError("chat", new CallError("Switchyard is starting or shutting down", facts));
  return true;
}
