import { z } from "zod";
import { fnv1a32 } from "@/lib/breaker/fnv1a";
import type { Api, Call, Tool } from "./call";
import { countTokens, hasImage } from "./count-tokens";
import { isEmbeddingModel } from "./simulated-models";

const model = z.string().min(1).max(200);
const isStreamed = z.boolean().nullish();
const atMostTokens = z.int().min(1).max(1_000_000).nullish();
const part = z.looseObject({ type: z.string() });
const content = z.union([z.string(), z.array(part)]).nullish();
const message = z.looseObject({ role: z.string(), content });
const messages = z.array(message).min(1).max(10_000);

const chatSchema = z
  .looseObject({
    ...{ model, messages, stream: isStreamed, max_tokens: atMostTokens, max_completion_tokens: atMostTokens },
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
    n: z.literal(1, "This provider answers with one choice").nullish(),
    tools: z
      .array(
        z.looseObject({ function: z.looseObject({ name: z.string(), parameters: z.unknown().optional() }).optional() }),
      )
      .nullish(),
    tool_choice: z.union([z.string(), z.looseObject({ function: z.looseObject({ name: z.string() }) })]).nullish(),
  })
  .refine(({ stream, stream_options }) => stream === true || !stream_options, {
    path: ["stream_options"],
    message: "Only allowed when stream is true",
  });

const responsesSchema = z.looseObject({
  ...{ model, stream: isStreamed, max_output_tokens: atMostTokens },
  input: z.union([
    z.string(),
    z.array(z.looseObject({ role: z.string().optional(), type: z.string().optional(), content })),
  ]),
  tools: z
    .array(z.looseObject({ type: z.string(), name: z.string().optional(), parameters: z.unknown().optional() }))
    .nullish(),
  tool_choice: z.union([z.string(), z.looseObject({ name: z.string() })]).nullish(),
});

const messagesSchema = z.looseObject({
  ...{ model, messages, stream: isStreamed },
  max_tokens: z.int().min(1).max(1_000_000),
  tools: z.array(z.looseObject({ name: z.string(), input_schema: z.unknown().optional() })).nullish(),
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).nullish(),
});

const embeddingsSchema = z.looseObject({
  model: model.refine(isEmbeddingModel, "No embedding model"),
  input: z.union([
    z.string(),
    z.array(z.string()).min(1).max(2_048),
    z.array(z.number()),
    z.array(z.array(z.number())),
  ]),
  encoding_format: z.enum(["float", "base64"]).nullish(),
  dimensions: z.int().min(1).max(4_096).nullish(),
});
const DIMENSIONS = 1_536;

type Body = Readonly<Record<string, unknown>>;
type Message = z.infer<typeof message>;
const NOTHING = {
  isPrefilled: false,
  tool: null,
  vectors: null,
  maxOutputTokens: null,
  isStreamed: false,
  wantsUsage: false,
};

/** What a body asks of an interface, or the zod error of what is wrong with it. */
export function readCall(api: Api, region: string, body: unknown): z.ZodSafeParseResult<Call> {
  return READERS[api].transform((call) => ({ ...NOTHING, ...call, api, region })).safeParse(body);
}

const basicsOf = (body: Body & { model: string }, prompt: unknown) => {
  // Whether an answer is streamed does not change what it says.
  const { stream: _, stream_options: __, ...asked } = body;
  return {
    model: body.model,
    inputTokens: countTokens(prompt),
    hasImages: hasImage(prompt),
    hash: fnv1a32(JSON.stringify(asked)),
  };
};

const READERS = {
  chat: chatSchema.transform((body) => ({
    ...basicsOf(body, [body.messages, body.tools ?? []]),
    isStreamed: body.stream === true,
    wantsUsage: body.stream_options?.include_usage === true,
    maxOutputTokens: body.max_completion_tokens ?? body.max_tokens ?? null,
    isPrefilled: body.messages.at(-1)?.role === "assistant",
    tool: toolToCall(
      (body.tools ?? []).flatMap((tool) => tool.function ?? []),
      typeof body.tool_choice === "object" ? body.tool_choice?.function.name : body.tool_choice,
      body.messages.at(-1)?.role === "tool",
    ),
  })),
  responses: responsesSchema.transform((body) => ({
    ...basicsOf(body, [body.input, body.instructions ?? "", body.tools ?? []]),
    isStreamed: body.stream === true,
    wantsUsage: true,
    maxOutputTokens: body.max_output_tokens ?? null,
    tool: toolToCall(
      (body.tools ?? []).flatMap(({ name, parameters }) => (name === undefined ? [] : { name, parameters })),
      typeof body.tool_choice === "object" ? body.tool_choice?.name : body.tool_choice,
      typeof body.input !== "string" && body.input.at(-1)?.type === "function_call_output",
    ),
  })),
  messages: messagesSchema.transform((body) => ({
    ...basicsOf(body, [body.messages, body.system ?? "", body.tools ?? []]),
    isStreamed: body.stream === true,
    wantsUsage: true,
    maxOutputTokens: body.max_tokens,
    isPrefilled: body.messages.at(-1)?.role === "assistant",
    tool: toolToCall(
      (body.tools ?? []).map(({ name, input_schema }) => ({ name, parameters: input_schema })),
      body.tool_choice?.name ?? body.tool_choice?.type,
      answersTool(body.messages.at(-1)),
    ),
  })),
  embeddings: embeddingsSchema.transform((body) => ({
    ...basicsOf(body, body.input),
    vectors: {
      count: typeof body.input === "string" || typeof body.input[0] === "number" ? 1 : body.input.length,
      dimensions: body.dimensions ?? DIMENSIONS,
      isBase64: body.encoding_format === "base64",
    },
  })),
} as const;

const answersTool = (last: Message | undefined) =>
  Array.isArray(last?.content) && last.content.some(({ type }) => type === "tool_result");

/** The simulated model calls the first function there is, unless it has just been given a result or another one is named. */
function toolToCall(
  tools: readonly { name: string; parameters?: unknown }[],
  wanted: string | null | undefined,
  hasResult: boolean,
): Tool | null {
  if (wanted === "none" || hasResult) return null;
  const tool = tools.find(({ name }) => name === wanted) ?? tools[0];
  return tool ? { name: tool.name, parameters: tool.parameters } : null;
}
