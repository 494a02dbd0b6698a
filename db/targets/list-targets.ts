import { asc } from "drizzle-orm";
import type { Target, Targets } from "@/lib/contract/targets";
import { DEFAULT_AVAILABILITY_PERCENT, TARGET_DIMENSIONS } from "@/lib/domain/sla/target";
import type { Db } from "../client";
import type { AskedName } from "../dimensions/find-quiet-names";
import { type FindQuiet, warnOfNames } from "../dimensions/warn-of-names";
import { slaTarget } from "../schema/sla";
import { toTarget } from "./target-row";

/** Every target, the oldest first, with why it has nothing to measure where that is so, and what is asked where there is none. */
export async function listTargets(db: Db, { findQuiet }: { findQuiet: FindQuiet }): Promise<Targets> {
  const targets = await listTargetTerms(db);
  const warnings = await warnOfNames(db, { asked: targets.map(namesOf), findQuiet });
  return {
    default_availability_percent: DEFAULT_AVAILABILITY_PERCENT,
    targets: targets.map((target, index) => ({ ...target, warnings: warnings[index] ?? [] })),
  };
}

/** Every target, the oldest first. */
export async function listTargetTerms(db: Db): Promise<Target[]> {
  return (await db.select().from(slaTarget).orderBy(asc(slaTarget.id))).map(toTarget);
}

function namesOf(target: Target): AskedName[] {
  return TARGET_DIMENSIONS.flatMap((kind) => (target[kind] === null ? [] : [{ kind, value: target[kind] }]));
}
