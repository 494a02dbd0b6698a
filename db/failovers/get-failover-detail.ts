import { sql } from "drizzle-orm";
import { listBreakerStates } from "@/db/breaker/list-breaker-states";
import type { Db } from "@/db/client";
import { getPolicy } from "@/db/policies/get-policy";
import { selectRows } from "@/db/select-rows";
import { candidatesOf } from "@/lib/breaker/decision";
import { AppError } from "@/lib/contract/error";
import type { FailoverDetail } from "@/lib/contract/failover-detail";
import { failoverVerdict } from "@/lib/domain/breaker/failover-verdict";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { HOUR_US } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { codeOf, instant, ofPlace, startedBetween } from "./attempt-conditions";
import { type FailoverRow, failoverRowSchema, selectFailovers, toFailoverEvent } from "./failover-rows";
import { listWindowAttempts } from "./list-window-attempts";
import { observe } from "./observe-attempts";

/** A transition by its id, with the attempts that caused it and whether it helped. NOT_FOUND where there is none. */
export async function getFailoverDetail(db: Db, input: { id: number; nowUs: number }): Promise<FailoverDetail> {
  const [row] = await selectRows(db, selectFailovers(sql`id = ${input.id}::bigint`), failoverRowSchema);
  if (!row) throw new AppError("NOT_FOUND", t("There is no such transition"));
  const isOpening = row.to === "open";
  const end = isOpening ? await endOf(db, row, input.nowUs) : null;
  return {
    failover: toFailoverEvent(row),
    attempts: await listWindowAttempts(db, row),
    state_now: await stateNow(db, row, input.nowUs),
    until: end?.isOver ? formatInstantUs(end.atUs) : null,
    verdict: end ? await verdictOf(db, row, end.atUs) : null,
  };
}

/** How the breaker that moved stands: the server's own as a decision would see it, a router's as it reported last. */
async function stateNow(db: Db, { tier, region, model, router }: FailoverRow, nowUs: number) {
  if (router === null) {
    const states = await listBreakerStates(db, { nowUs, tier });
    return states.find((state) => state.region === region && state.model === model)?.state ?? null;
  }
  const [last] = await selectRows(
    db,
    selectFailovers(
      sql`tier = ${tier} and region = ${region} and model = ${model} and router = ${router}`,
      sql`order by at desc, id desc limit 1`,
    ),
    failoverRowSchema,
  );
  return last?.to ?? null;
}

/** When the model was in use again, an hour later at most, or now. */
async function endOf(db: Db, { at_us, tier, region, model, router }: FailoverRow, nowUs: number) {
  const [closed] = await selectRows(
    db,
    selectFailovers(
      sql`tier = ${tier} and region = ${region} and model = ${model} and to_state = 'closed' and at > ${instant(at_us)}
        and router is not distinct from ${router}`,
      sql`order by at limit 1`,
    ),
    failoverRowSchema,
  );
  const endUs = Math.min(closed?.at_us ?? Number.POSITIVE_INFINITY, at_us + HOUR_US);
  return { atUs: Math.min(endUs, nowUs), isOver: endUs <= nowUs };
}

/**
 * How long what was seen of the model says whether it was bad: until its last probing that failed began again, or else until
 * the first began. The probes that closed it were good, or they had not: they say nothing of the time before.
 */
async function evidenceEndOf(db: Db, { at_us, tier, region, model, router }: FailoverRow, untilUs: number) {
  const moves = await selectRows(
    db,
    selectFailovers(
      sql`tier = ${tier} and region = ${region} and model = ${model} and router is not distinct from ${router}
        and at > ${instant(at_us)} and at <= ${instant(untilUs)}`,
      sql`order by at, id`,
    ),
    failoverRowSchema,
  );
  const reopened = moves.findLast(({ to }) => to === "open");
  return (reopened ?? moves.find(({ to }) => to === "half_open"))?.at_us ?? untilUs;
}

async function verdictOf(db: Db, row: FailoverRow, untilUs: number): Promise<FailoverDetail["verdict"]> {
  const { at_us, tier, region, model, reason, policy_version: version } = row;
  const policy = await getPolicy(db, { tier, version });
  if (!policy || (reason !== "error_rate" && reason !== "latency")) return null;
  const candidates = candidatesOf(policy, region);
  // A request falls to those behind it; those before it were avoided already.
  const fallbacks = candidates.slice(candidates.indexOf(model) + 1);
  const { latency, max_error_rate: maxErrorRate } = policy.failover;
  const own = sql`a.model_id = ${codeOf("model", model)}`;
  const evidenceUntilUs = await evidenceEndOf(db, row, untilUs);
  const spans = await observe(db, latency, {
    before: sql`${startedBetween(at_us - HOUR_US, at_us)} and ${ofPlace({ tier, region })} and ${own}`,
    meanwhile: sql`${startedBetween(at_us, evidenceUntilUs)} and a.region_id = ${codeOf("region", region)} and ${own}`,
    fallbacks: sql`${startedBetween(at_us, untilUs)} and ${ofPlace({ tier, region })} and a.model_id in (
      select id from dimension where kind = 'model' and value in (select jsonb_array_elements_text(${JSON.stringify(fallbacks)}::jsonb)))`,
  });
  if (spans.before.n + spans.meanwhile.n + spans.fallbacks.n === 0) return null;
  const maxSlowShare = latency && 1 - latency.percentile / 100;
  const verdict = failoverVerdict({ reason, maxErrorRate, maxSlowShare, ...spans });
  return {
    judgement: verdict.judgement,
    moved: verdict.moved,
    failures_avoided: verdict.failuresAvoided,
    added_usd: formatUsdOrNull(verdict.addedPicoUsd),
    added_ttft_ms: verdict.addedTtftMs,
    added_duration_ms: verdict.addedDurationMs,
  };
}
