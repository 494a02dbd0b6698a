import { OPERATIONS, type Operation } from "@/lib/domain/operation";

/** What tools report beside calls although no provider is asked for anything by it. */
export const STEPS = [
  "agent",
  "chain",
  "prompt",
  "retrieval",
  "guardrail",
  "evaluation",
  "management",
  "replay",
] as const;
export type Step = (typeof STEPS)[number];

export type TextOperation = Extract<Operation, "chat" | "completion">;

/** Why what is no call that makes text is left out: one sentence for each kind, so that they can be counted. */
export const IGNORED_AS: Readonly<Record<Exclude<Operation, TextOperation> | Step, string>> = {
  embedding: "is an embedding call",
  rerank: "is a rerank call",
  image: "is an image call",
  speech: "is a speech call",
  transcription: "is a transcription call",
  video: "is a video call",
  moderation: "is a moderation call",
  realtime: "is a realtime session",
  batch: "is a batch job",
  tool: "is a tool call",
  other: "is a call that makes no text",
  agent: "is a step of an agent",
  chain: "is a step of a chain",
  prompt: "fills in a prompt",
  retrieval: "is a retrieval",
  guardrail: "is a guardrail",
  evaluation: "is an evaluation",
  management: "manages what a provider stores",
  replay: "repeats an answer that was stored",
};

export function isOperation(kind: Operation | Step): kind is Operation {
  return OPERATIONS.some((operation) => operation === kind);
}

export function isTextOperation(kind: Operation | Step): kind is TextOperation {
  return kind === "chat" || kind === "completion";
}
