import { z } from "zod";
import { type Outcome, outcomeFromHttpStatus } from "@/lib/domain/outcome";

const count = z.int().min(0).nullish();
const text = z.string().nullish();
const errorSchema = z.looseObject({ code: z.unknown().optional(), type: z.unknown().optional() });
const delta = z.looseObject({
  content: text,
  refusal: text,
  reasoning_content: text,
  reasoning: text,
  tool_calls: z.array(z.unknown()).nullish(),
});
const replySchema = z.looseObject({
  model: text,
  error: z.union([errorSchema, z.string()]).nullish(),
  choices: z.array(z.looseObject({ delta: delta.nullish(), message: delta.nullish(), finish_reason: text })).nullish(),
  usage: z
    .looseObject({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.looseObject({ cached_tokens: count }).nullish(),
      completion_tokens_details: z.looseObject({ reasoning_tokens: count }).nullish(),
    })
    .nullish(),
});
type Usage = NonNullable<z.infer<typeof replySchema>["usage"]>;

/** What has been seen of an answer so far, filled in place. */
export type Answer = {
  hasToken: boolean;
  /** Null too where the answer came in one piece: it has no first token of its own. */
  firstTokenMs: number | null;
  finishReason: string | null;
  answeredBy: string | null;
  usage: Usage | null;
  error: { code: string | null; outcome: Outcome } | null;
};

export function noAnswer(): Answer {
  return { hasToken: false, firstTokenMs: null, finishReason: null, answeredBy: null, usage: null, error: null };
}

/** Adds a JSON body, or the data of an event, to what has been seen. What is no JSON of this kind says nothing: the answer may still be whole. */
export function readAnswer(answer: Answer, data: string, atMs: number | null): void {
  const reply = replySchema.safeParse(jsonOf(data)).data;
  if (!reply) return;
  if (reply.error) answer.error ??= errorOf(reply.error);
  const choice = reply.choices?.[0];
  const part = choice?.delta ?? choice?.message;
  if (part && hasToken(part)) {
    answer.hasToken = true;
    answer.firstTokenMs ??= atMs;
  }
  answer.finishReason = choice?.finish_reason ?? answer.finishReason;
  answer.answeredBy = reply.model || answer.answeredBy;
  answer.usage = reply.usage ?? answer.usage;
}

/** The error's code, and its outcome: some send a status as the code, within a stream of status 200 too. */
function errorOf(error: z.infer<typeof errorSchema> | string): NonNullable<Answer["error"]> {
  if (typeof error === "string") return { code: null, outcome: "server_error" };
  const { code, type } = error;
  const outcome = outcomeFromHttpStatus(Number(code));
  const name = [code, type].find((value) => (typeof value === "string" && value !== "") || typeof value === "number");
  return {
    code: name === undefined ? null : String(name).slice(0, 200),
    outcome:
      outcome === null || outcome === "ok" ? (isRateLimit(code, type) ? "rate_limited" : "server_error") : outcome,
  };
}

const isRateLimit = (...names: unknown[]) => names.some((name) => /^rate_limit/.test(String(name)));

function hasToken({ content, refusal, reasoning_content, reasoning, tool_calls }: z.infer<typeof delta>): boolean {
  return [content, refusal, reasoning_content, reasoning].some((part) => !!part) || (tool_calls ?? []).length > 0;
}

function jsonOf(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
