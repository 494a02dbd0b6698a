import { z } from "zod";
import { instantText } from "./common";
import { operation } from "./operation";

export const recordsSchema = z.object({
  /** The start of the UTC day of the first record of all, of attempts or usage; null where there is none. */
  records_from: instantText.nullable(),
});
export type Records = z.infer<typeof recordsSchema>;

export const recordsOperation = operation({
  method: "get",
  path: "/api/v1/stats/records",
  summary: "From when on there are records: what lies before has no numbers to compare with",
  scope: "metrics:read",
  reply: recordsSchema,
});
