import { z } from "zod";

/** What `GET /api/health/ready` answers; each part says whether it is in order. */
export const readinessSchema = z.object({
  status: z.enum(["ready", "degraded", "starting", "stopping"]),
  database: z.boolean(),
  migrations: z.boolean(),
  folder: z.boolean(),
});
export type Readiness = z.infer<typeof readinessSchema>;
