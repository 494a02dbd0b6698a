import { implement } from "@/app/_server/implement";
import { livenessOperation } from "@/lib/contract/health";

export const dynamic = "force-dynamic";

/** The process answers; says nothing of the database, so that a restart is not tried for what it cannot mend. */
export const GET = implement(livenessOperation, () => Response.json({ status: "ok" }));
