import { isSame } from "./is-same";
import type { PolicyDraft } from "./policy-draft";

/** A draft, and the fields of it that both sides changed, differently. */
export type Rebased = { draft: PolicyDraft; clashes: string[] };

/**
 * One's own changes on top of a newer version: what I did not touch takes the colleague's value, what I touched keeps mine.
 *
 * Candidates, and each region, are one value: half of my fallbacks among half of theirs would be nobody's intention.
 */
export function rebaseDraft(base: PolicyDraft, mine: PolicyDraft, theirs: PolicyDraft): Rebased {
  const clashes: string[] = [];
  function pick<T>(name: string, values: [T, T, T]): T {
    const [before, my, their] = values;
    if (isSame(my, before)) return their;
    if (!isSame(their, before) && !isSame(my, their)) clashes.push(name);
    return my;
  }
  const field = <K extends keyof PolicyDraft>(name: K): PolicyDraft[K] =>
    pick(name, [base[name], mine[name], theirs[name]]);
  const regionOf = (draft: PolicyDraft, name: string) => draft.regions.find(({ region }) => region === name);
  const names = [...new Set([...theirs.regions, ...mine.regions].map(({ region }) => region))];
  const regions = names.flatMap((name) => {
    const merged = pick(`regions.${name}`, [regionOf(base, name), regionOf(mine, name), regionOf(theirs, name)]);
    return merged ? [merged] : [];
  });
  const draft: PolicyDraft = {
    tier: theirs.tier,
    description: field("description"),
    primary: field("primary"),
    fallbacks: field("fallbacks"),
    timeout_ms: field("timeout_ms"),
    max_attempts: field("max_attempts"),
    latency_metric: field("latency_metric"),
    latency_percentile: field("latency_percentile"),
    latency_max_ms: field("latency_max_ms"),
    max_error_percent: field("max_error_percent"),
    window_requests: field("window_requests"),
    window_seconds: field("window_seconds"),
    min_requests: field("min_requests"),
    min_failures: field("min_failures"),
    cooldown_seconds: field("cooldown_seconds"),
    dwell_seconds: field("dwell_seconds"),
    ramp_percent: field("ramp_percent"),
    regions,
  };
  return { draft, clashes };
}
