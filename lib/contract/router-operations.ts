import { z } from "zod";
import { operation } from "./operation";

const body = z.looseObject({ model: z.string() });
const HEADERS = [
  ...["X-Switchyard-App", "X-Switchyard-Team", "X-Switchyard-Feature", "X-Switchyard-Consumer", "X-Switchyard-Session"],
  ...["X-Switchyard-Region", "X-Switchyard-Request-Id", "X-Switchyard-First-Token-Ms", "X-Switchyard-Idle-Ms"],
  "X-Switchyard-On-Break",
] as const;
const common = { method: "post", scope: "gateway:use", body, hasOwnBodyReader: true, headers: HEADERS } as const;

/** What the router that is built in answers, in the shapes of OpenAI's and Anthropic's APIs: not by routes of this interface. */
export const ROUTER_OPERATIONS = [
  operation({ ...common, path: "/v1/chat/completions", summary: "Call a model: OpenAI's chat completions" }),
  operation({ ...common, path: "/v1/responses", summary: "Call a model: OpenAI's responses" }),
  operation({ ...common, path: "/v1/embeddings", summary: "Call a model: OpenAI's embeddings" }),
  operation({ ...common, path: "/v1/messages", summary: "Call a model: Anthropic's messages" }),
  operation({ method: "get", path: "/v1/models", summary: "The models that may be called", scope: "gateway:use" }),
] as const;
