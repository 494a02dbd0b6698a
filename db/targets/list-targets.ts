import { asc } from "drizzle-orm";
import type { Target, Targets } from "@/lib/contract/targets";
import { DEFAULT_AVAILABILITY_PERCENT } from "@/lib/domain/sla/target";
import type { Db } from "../client";
import { slaTarget } from "../schema/sla";
import { toTarget } from "./target-row";

/** Every target, the oldest first, and what is asked where there is none. */
export async function listTargets(db: Db): Promise<Targets> {
  return { default_availability_percent: DEFAULT_AVAILABILITY_PERCENT, targets: await listTargetTerms(db) };
}

/** Every target, the oldest first. */
export async function listTargetTerms(db: Db): Promise<Target[]> {
  return (await db.select().from(slaTarget).orderBy(asc(slaTarget.id))).map(toTarget);
}
