import type { BreakerFeedGroup } from "@/lib/domain/breaker/breaker-feed";
import { packAttempts, unpackAttempts } from "./pack-attempts";

/** A group as the feed keeps it: its attempts as packAttempts writes them, or as plain numbers in rows from before. */
export type StoredFeedGroup = Omit<BreakerFeedGroup, "attempts"> & { attempts: string | number[] };

/** The groups with their attempts packed: PostgreSQL takes ten times as long to read numbers in JSON as one text. */
export function packFeed(groups: readonly BreakerFeedGroup[]): StoredFeedGroup[] {
  return groups.map((group) => ({ ...group, attempts: packAttempts(group.attempts) }));
}

/** The groups as they were, whichever way they are kept. */
export function unpackFeed(groups: readonly StoredFeedGroup[]): BreakerFeedGroup[] {
  return groups.map(({ attempts, ...group }) => ({
    ...group,
    attempts: typeof attempts === "string" ? unpackAttempts(attempts) : attempts,
  }));
}
