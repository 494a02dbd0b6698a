import { z } from "zod";
import { ingestReplySchema } from "./log-record";

/**
 * The answer to a post in the format of another tool: as for our own records, places counting its entries; and how many of
 * those were no attempt at all.
 */
export const integrationReplySchema = ingestReplySchema.extend({ ignored: z.number().int().nonnegative() });
export type IntegrationReply = z.infer<typeof integrationReplySchema>;

/** The answer to a Langfuse batch: each event's own id in one of two lists. */
export const langfuseReplySchema = z.object({
  successes: z.array(z.object({ id: z.string(), status: z.number() })),
  errors: z.array(z.object({ id: z.string(), status: z.number(), message: z.string() })),
});

/** The answer to an OTLP export, as JSON has it; in protobuf it is the message of the same fields. */
export const exportReplySchema = replyOfExport({ rejectedSpans: z.string() });
export const logExportReplySchema = replyOfExport({ rejectedLogRecords: z.string() });
export const metricExportReplySchema = replyOfExport({ rejectedDataPoints: z.string() });

function replyOfExport<T extends z.ZodRawShape>(rejected: T) {
  return z.object({ partialSuccess: z.object({ ...rejected, errorMessage: z.string() }).optional() });
}
