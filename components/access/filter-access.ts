import type { AccessEvent } from "@/lib/contract/audit";

export const ACCESS_GROUPS = ["all", "sign-ins", "failed", "refused"] as const;
export type AccessGroup = (typeof ACCESS_GROUPS)[number];

const GROUP_OF: Record<AccessEvent["event"], AccessGroup> = {
  sign_in: "sign-ins",
  sign_out: "sign-ins",
  sign_in_failed: "failed",
  unauthenticated: "refused",
  forbidden: "refused",
  rate_limited: "refused",
};

/** What the access log shows of a group, where any of who, address, program or request holds what is searched for. */
export function filterAccess(
  events: readonly AccessEvent[],
  input: { group: AccessGroup; search: string },
): AccessEvent[] {
  const wanted = input.search.trim().toLowerCase();
  return events.filter(({ event, who, address, agent, path }) => {
    const isOfGroup = input.group === "all" || GROUP_OF[event] === input.group;
    return isOfGroup && [who, address, agent, path].some((text) => text.toLowerCase().includes(wanted));
  });
}
