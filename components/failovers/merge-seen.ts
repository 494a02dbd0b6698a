import type { FailoverEvent } from "@/lib/contract/failovers";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";

/** A transition of the server's breaker, with the routers whose own breakers moved with it; or of a router's alone. */
export type SeenTransition = FailoverEvent & { alsoBy: readonly string[] };

/** Breakers fed by the same attempts move at the same instant, which a router may write to the millisecond. */
const SAME_INSTANT_US = 1_000;

/** One row for a transition that the server and routers saw alike, in the order of the rows given. */
export function mergeSeen(events: readonly FailoverEvent[]): SeenTransition[] {
  const own = events.filter(({ router }) => router === null);
  const alsoBy = new Map<number, string[]>();
  const rest = events.filter((event) => {
    const twin = event.router === null ? undefined : own.find((other) => isSame(event, other));
    if (!twin || event.router === null) return true;
    alsoBy.set(twin.id, [...(alsoBy.get(twin.id) ?? []), event.router]);
    return false;
  });
  return rest.map((event) => ({ ...event, alsoBy: alsoBy.get(event.id) ?? [] }));
}

/** What made the server's breaker move, or whose own breaker it was; and the routers that saw the same. */
export function seenBy({ source, router, alsoBy }: SeenTransition): string {
  if (source === "router") return router === null ? t("a router") : t("router {router}", { router });
  const cause = source === "attempt" ? t("an attempt") : t("a decision");
  return [cause, ...alsoBy].join(", ");
}

function isSame(one: FailoverEvent, other: FailoverEvent): boolean {
  if (one.tier !== other.tier || one.region !== other.region || one.model !== other.model) return false;
  if (one.from !== other.from || one.to !== other.to || one.n !== other.n || one.failures !== other.failures)
    return false;
  const [at, otherAt] = [parseInstantUs(one.at), parseInstantUs(other.at)];
  return at !== null && otherAt !== null && Math.abs(at - otherAt) <= SAME_INSTANT_US;
}
