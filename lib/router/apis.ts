import type { Operation } from "@/lib/domain/operation";
import type { Upstream } from "@/lib/domain/upstreams/upstream";

/** What the router is called for; the calls of each go to upstreams that have the same, and are not translated. */
export type Api = "chat" | "embeddings" | "responses" | "messages";

type ApiFacts = {
  /** Below /v1, here and at the upstream. */
  path: string;
  shape: Upstream["shape"];
  operation: Operation;
};

export const APIS: Readonly<Record<Api, ApiFacts>> = {
  chat: { path: "chat/completions", shape: "openai", operation: "chat" },
  embeddings: { path: "embeddings", shape: "openai", operation: "embedding" },
  responses: { path: "responses", shape: "openai", operation: "chat" },
  messages: { path: "messages", shape: "anthropic", operation: "chat" },
};

const API_NAMES = ["chat", "embeddings", "responses", "messages"] as const satisfies readonly Api[];
export const MODELS_PATH = "/v1/models";

/** Whether the router answers at this path. */
export function isRouterPath(path: string): boolean {
  return path === MODELS_PATH || apiOfPath(path) !== null;
}

/** The API of a path of the router, or null where it has none. */
export function apiOfPath(path: string): Api | null {
  return API_NAMES.find((api) => path === `/v1/${APIS[api].path}`) ?? null;
}
