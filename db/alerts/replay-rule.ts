import { sql } from "drizzle-orm";
import type { RuleReplay } from "@/lib/contract/alert-preview";
import type { RuleTerms } from "@/lib/contract/alert-rules";
import { isAppError } from "@/lib/contract/error";
import type { ReplayReason } from "@/lib/domain/alerts/replay-reasons";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MINUTES, MINUTE_MS } from "@/lib/domain/time/units";
import { isNotRetained } from "../aggregates/not-retained";
import type { Db } from "../client";
import { isTimeout } from "../database-error";
import { STATEMENT_SECONDS } from "./observe-rule";
import type { ReplayContext, Replayed } from "./replay-context";
import { replayFailovers } from "./replay-failovers";
import { replayAnomalies, replayBudgets, replayDetections } from "./replay-held";
import { ReplayRefused } from "./replay-refused";
import { replaySpend } from "./replay-spend";
import { replayTargets } from "./replay-targets";
import { replayBurn, replayErrorRate, replayPercentile } from "./replay-traffic";

const WEEK_DAYS = 7;
const SHOWN_MAX = 50;

/**
 * When a rule would have fired in the last month: looked at as it is every minute, over what is recorded, by the functions that
 * decide now. Each kind reads what it judges once. Silences are left out, and so is what was not known in time.
 */
export async function replayRule(db: Db, terms: RuleTerms, context: ReplayContext): Promise<RuleReplay> {
  const nothing = (reason: ReplayReason): RuleReplay => ({ ...NOT_REPLAYED, not_replayed: reason });
  const reason = whyNot(terms);
  if (reason !== null) return nothing(reason);
  try {
    const replayed = await db.transaction(async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = '${STATEMENT_SECONDS}s'`));
      return replay(tx, terms, context);
    });
    return replayed === null || replayed.from === null ? nothing("not_retained") : replyOf(replayed, context);
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === null) throw error;
    return nothing(refused);
  }
}

/** Why what was asked could not be read, where that is no fault: what the rule sees now is told all the same. */
function refusalOf(error: unknown): ReplayReason | null {
  if (error instanceof ReplayRefused) return error.reason;
  if (isTimeout(error)) return "too_slow";
  if (isNotRetained(error)) return "not_retained";
  return isAppError(error) && error.code === "UNPROCESSABLE" ? "refused" : null;
}

const NOT_REPLAYED: RuleReplay = {
  ...{ not_replayed: null, from: null, by_minute_from: null, left_out: 0 },
  ...{ fired_before: 0, fired: 0, fired_7d: 0, firings: [] },
};

function whyNot({ kind }: RuleTerms): ReplayReason | null {
  if (kind === "silent_source") return "last_record";
  if (kind === "stale_router") return "last_report";
  return kind === "retirement" ? "catalogue" : null;
}

async function replay(db: Db, terms: RuleTerms, context: ReplayContext): Promise<Replayed | null> {
  switch (terms.kind) {
    case "burn_rate": {
      const { target_percent } = terms;
      return target_percent === null
        ? replayTargets(db, terms, context)
        : replayBurn(db, { ...terms, target_percent }, context);
    }
    case "error_rate":
      return replayErrorRate(db, terms, context);
    case "percentile":
      return replayPercentile(db, terms, context);
    case "spend":
      return replaySpend(db, terms, context);
    case "budget":
      return replayBudgets(db, terms, context);
    case "spend_anomaly":
      return replayAnomalies(db, terms, context);
    case "detection":
      return replayDetections(db, terms, context);
    case "failover":
      return replayFailovers(db, terms, context);
    default:
      return null;
  }
}

function replyOf({ from: first, byMinuteFrom, series, leftOut }: Replayed, { now }: ReplayContext): RuleReplay {
  const instant = (minute: number | null) => (minute === null ? null : new Date(minute * MINUTE_MS).toISOString());
  const all = series.flatMap(({ labels, firings }) => firings.map((firing) => ({ labels, ...firing })));
  const weekAgo = epochMinute(now) + 1 - WEEK_DAYS * DAY_MINUTES;
  const begun = all.filter(({ isFromStart }) => !isFromStart);
  const latest = all.toSorted((a, b) => b.from - a.from).slice(0, SHOWN_MAX);
  return {
    not_replayed: null,
    ...{ from: instant(first), by_minute_from: instant(byMinuteFrom), left_out: leftOut },
    ...{ fired_before: all.length - begun.length, fired: begun.length },
    fired_7d: begun.filter(({ from }) => from > weekAgo).length,
    firings: latest.map(({ labels, from, to, isFromStart }) => ({
      ...{ labels: { ...labels }, from: new Date(from * MINUTE_MS).toISOString(), to: instant(to) },
      is_from_start: isFromStart,
    })),
  };
}
