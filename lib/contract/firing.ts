import { z } from "zod";
import { countSchema, instantText } from "./common";
import { operation } from "./operation";

/** How many alerts fire. */
export const firingSchema = z.object({ as_of: instantText, firing: countSchema });

export const firingOperation = operation({
  method: "get",
  path: "/api/v1/alerts/firing",
  summary: "How many alerts fire now",
  scope: "metrics:read",
  reply: firingSchema,
});
