import { z } from "zod";
import type { Observation } from "./observation";

const usage = z.looseObject({ completion_tokens: z.number().nullish() }).nullish();
const replySchema = z.looseObject({
  model: z.string().nullish(),
  system_fingerprint: z.string().nullish(),
  usage,
  error: z.looseObject({ message: z.string(), code: z.unknown().optional(), type: z.unknown().optional() }).nullish(),
  choices: z
    .array(
      z.looseObject({
        delta: z.looseObject({ content: z.string().nullish() }).nullish(),
        message: z.looseObject({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .optional(),
});

/** What has been seen of a reply so far, filled in place. */
export type Seen = Omit<Observation, "end" | "durationMs"> & { isError: boolean; isMalformed: boolean };

export function nothingSeen(): Seen {
  return {
    ...{ status: null, code: null, text: "", isFinished: false, hasEndMark: false, model: null, fingerprint: null },
    ...{ completionTokens: null, firstTokenMs: null, isError: false, isMalformed: false },
  };
}

/** Adds a JSON body, or the data of one event, to what has been seen. */
export function readReply(seen: Seen, text: string, atMs: number): void {
  if (text === "[DONE]") {
    seen.hasEndMark = true;
    return;
  }
  const reply = replySchema.safeParse(jsonOf(text)).data;
  if (!reply) {
    seen.isMalformed = true;
    return;
  }
  if (reply.error) {
    seen.isError = true;
    seen.code = typeof reply.error.code === "string" ? reply.error.code : null;
    return;
  }
  const choice = reply.choices?.[0];
  const said = choice?.delta?.content ?? choice?.message?.content ?? "";
  if (said !== "") seen.firstTokenMs ??= atMs;
  seen.text += said;
  seen.isFinished ||= typeof choice?.finish_reason === "string";
  seen.model = reply.model ?? seen.model;
  seen.fingerprint = reply.system_fingerprint ?? seen.fingerprint;
  seen.completionTokens = reply.usage?.completion_tokens ?? seen.completionTokens;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
