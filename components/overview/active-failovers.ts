import type { FailoverEvent } from "@/lib/contract/failovers";

/**
 * The latest transition of each (tier, region, model) that does not end in closed: what is avoided or probed now.
 *
 * Sees only as far back as the given events reach.
 */
export function activeFailovers(events: readonly FailoverEvent[]): FailoverEvent[] {
  const latest = new Map<string, FailoverEvent>();
  for (const event of events) {
    const key = JSON.stringify([event.tier, event.region, event.model]);
    const known = latest.get(key);
    if (!known || known.at < event.at) latest.set(key, event);
  }
  return [...latest.values()].filter(({ to }) => to !== "closed");
}
