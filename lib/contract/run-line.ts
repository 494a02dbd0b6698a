import { z } from "zod";
import { fraction } from "./common";

/** A line of a streamed answer: how far it is, then what it came to, or why it did not. */
export type RunLine<Reply> = { progress: number } | { result: Reply } | { error: { code: string; message: string } };

/** The lines of a streamed answer. */
export function runLineSchema<Reply>(reply: z.ZodType<Reply>): z.ZodType<RunLine<Reply>> {
  return z.union([
    z.object({ progress: fraction }),
    z.object({ result: reply }),
    z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
  ]);
}
