import { z } from "zod";
import { t } from "@/lib/messages/translate";
import { countSchema, instantText, shortText } from "./common";
import { operation } from "./operation";
import { A_DATE } from "./refusals";

const MAX_SOURCE_CHARACTERS = 200;

/** The usage records of one source. */
export const usageSourceSchema = z.object({
  source: z.string(),
  records: countSchema,
  /** From the start of the first of them to the end of the last. */
  from: instantText,
  to: instantText,
  /** When one of them arrived last. */
  received_at: instantText,
});
export type UsageSourceSummary = z.infer<typeof usageSourceSchema>;

export const usageSourcesOperation = operation({
  method: "get",
  path: "/api/v1/usage/sources",
  summary: "The sources of usage records, and what there is of each",
  scope: "metrics:read",
  reply: z.object({ sources: z.array(usageSourceSchema) }),
});

const day = z.iso.date(A_DATE);

export const deletedUsageQuerySchema = z
  .strictObject({
    source: shortText(MAX_SOURCE_CHARACTERS),
    /** UTC days, half-open; all of the source's without. */
    from: day.optional(),
    to: day.optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ["to"],
    error: () => t("Give from and to, or neither"),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ["to"],
    error: () => t("Must be after from"),
  });

export const deleteUsageOperation = operation({
  method: "delete",
  path: "/api/v1/usage",
  summary: "Delete the usage records of a source, which stay as corrections",
  scope: "admin",
  query: deletedUsageQuerySchema,
  reply: z.object({ deleted: countSchema }),
});
