import { z } from "zod";
import { operation } from "./operation";

/** What `GET /api/health/ready` answers; each part says whether it is in order. */
export const readinessSchema = z.object({
  status: z.enum(["ready", "degraded", "starting", "stopping"]),
  database: z.boolean(),
  migrations: z.boolean(),
  folder: z.boolean(),
  /** Whether what is older than it is kept is being deleted; `held` while that could be a mistake. */
  retention: z.enum(["on", "held"]),
  /** `held` while attempts stay in the database because a day of them could not be archived. */
  archive: z.enum(["on", "held"]),
  /** What is not in order, in words; null where all is. */
  reason: z.string().nullable(),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const livenessOperation = operation({
  method: "get",
  path: "/api/health/live",
  summary: "The process runs",
});

export const readinessOperation = operation({
  method: "get",
  path: "/api/health/ready",
  summary: "The product can serve",
  reply: readinessSchema,
});
