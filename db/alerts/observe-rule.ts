import { sql } from "drizzle-orm";
import type { RuleTerms } from "@/lib/contract/alert-rules";
import type { Verdict } from "@/lib/domain/alerts/alert-state";
import { nearestSeries, type Observation } from "@/lib/domain/alerts/observation";
import type { RuleKind } from "@/lib/domain/alerts/rule-kinds";
import type { Db } from "../client";
import type { ObserveContext } from "./observe-context";
import { observeDetections } from "./observe-detections";
import { observeFailovers, observeRetirements, observeRouters, observeSources } from "./observe-events";
import { observeAnomalies, observeBudgets, observeSpend } from "./observe-money";
import { observeBurn, observeErrorRate, observePercentile } from "./observe-traffic";

/** Of more series than this, the ones nearest to their limit are looked at, and those that have an alert. */
export const SERIES_MAX = 200;
export const STATEMENT_SECONDS = 10;

type ObserveInput = ObserveContext & {
  /** The keys of the series whose alerts are open. */
  open?: ReadonlySet<string>;
};

/**
 * What a rule sees at a moment, the series nearest to their limit first: 200 of them, and all that are open. No statement of it takes
 * longer than ten seconds.
 */
export function observeRule(
  db: Db,
  terms: RuleTerms,
  { open = new Set(), ...context }: ObserveInput,
): Promise<Observation[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local statement_timeout = '${STATEMENT_SECONDS}s'`));
    return nearestSeries(await observe(tx, terms, context), { max: SERIES_MAX, open });
  });
}

function observe(db: Db, terms: RuleTerms, context: ObserveContext): Promise<Observation[]> {
  switch (terms.kind) {
    case "burn_rate":
      return observeBurn(db, terms, context);
    case "error_rate":
      return observeErrorRate(db, terms, context);
    case "percentile":
      return observePercentile(db, terms, context);
    case "spend":
      return observeSpend(db, terms, context);
    case "budget":
      return observeBudgets(db, terms, context);
    case "spend_anomaly":
      return observeAnomalies(db, terms, context);
    case "detection":
      return observeDetections(db, terms);
    case "failover":
      return observeFailovers(db, terms, context);
    case "silent_source":
      return observeSources(db, terms, context);
    case "stale_router":
      return observeRouters(db, terms, context);
    case "retirement":
      return observeRetirements(db, terms, context);
  }
}

const OF_TRAFFIC: readonly RuleKind[] = ["burn_rate", "error_rate", "percentile", "spend"];

/** What it means for an alert that its rule sees nothing of it: of traffic that nothing was measured, else that it is over. */
export function absentVerdict(terms: RuleTerms): Exclude<Verdict, "breached"> {
  // What follows the targets of SLA sees all of them: one that it does not see was deleted.
  if (terms.kind === "burn_rate" && terms.target_percent === null) return "ok";
  return OF_TRAFFIC.includes(terms.kind) ? "unmeasured" : "ok";
}
