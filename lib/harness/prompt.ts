import { z } from "zod";

const MESSAGES_MAX = 1_000;

const message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).nullable(),
});
const label = z.string().trim().min(1).max(64);

/** What every model is asked, and how it is grouped: a prompt of a run. */
export const promptSchema = z.strictObject({
  id: z.string().min(1).max(128),
  messages: z.array(message).min(1).max(MESSAGES_MAX),
  /** Whatever the file calls its classes of size; null where it has none. */
  size: label.nullable(),
  language: label.nullable(),
  max_tokens: z.int().min(1).max(1_000_000).nullable(),
});
export type Prompt = z.infer<typeof promptSchema>;

/** A line of a file of prompts: `messages`, or a `prompt` that is one message of the user. */
export const promptLineSchema = z
  .strictObject({
    id: promptSchema.shape.id,
    messages: promptSchema.shape.messages.optional(),
    prompt: z.string().min(1).optional(),
    size: label.nullish(),
    language: label.nullish(),
    max_tokens: promptSchema.shape.max_tokens.optional(),
  })
  .refine(({ messages, prompt }) => (messages === undefined) !== (prompt === undefined), {
    path: ["prompt"],
    error: "Give either prompt or messages",
  })
  .transform(
    ({ id, messages, prompt, size, language, max_tokens }): Prompt => ({
      id,
      messages: messages ?? [{ role: "user", content: prompt ?? "" }],
      size: size ?? null,
      language: language ?? null,
      max_tokens: max_tokens ?? null,
    }),
  );
