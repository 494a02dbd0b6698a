import { choose, type DecisionReason } from "@/lib/breaker/decision";
import { hashShare } from "@/lib/breaker/fnv1a";
import type { CallPlan, Candidate } from "./plan-call";
import type { RouterBreakers } from "./router-breakers";
import type { UpstreamLoad } from "./upstream-load";

/**
 * Why the answering candidate was asked: the breakers' decision, that the primary takes no calls at the moment, that another had
 * failed this very call before, or that it had itself.
 */
export type CallReason = DecisionReason | "primary_blocked" | "failover" | "retry";
export type Picked = { candidate: Candidate; reason: CallReason };

/**
 * The next candidate among those this call has not asked: as the breakers decide, of those that take calls now. Null where
 * there is none; then `blockedUntilMs` says when the first of them takes calls again, where they only rest.
 */
export function pickCandidate(
  plan: CallPlan,
  by: { tried: ReadonlySet<Candidate>; breakers: RouterBreakers; load: UpstreamLoad; requestId: string },
): Picked | { candidate: null; blockedUntilMs: number | null } {
  const untried = plan.candidates.filter((candidate) => !by.tried.has(candidate));
  const [first, ...rest] = untried.filter(({ upstream }) => by.load.blockedUntilMs(upstream) === null);
  if (!first) {
    const until = untried.map(({ upstream }) => by.load.blockedUntilMs(upstream) ?? 0);
    return { candidate: null, blockedUntilMs: until.length > 0 ? Math.min(...until) : null };
  }
  const { candidate, reason } = choose([first, ...rest], {
    failover: plan.failover,
    healthOf: (each) => by.breakers.healthOf(plan, each),
    placeOf: () => hashShare(by.requestId),
  });
  if (by.tried.size > 0) return { candidate, reason: "failover" };
  const isPrimary = first === plan.candidates[0];
  return { candidate, reason: !isPrimary && reason === "primary_healthy" ? "primary_blocked" : reason };
}
