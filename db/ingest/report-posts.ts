import type { Attempt } from "@/lib/contract/attempt";
import type { OrderedAttempts } from "./order-attempts";
import type { Revised, StaleRevision } from "./revise-attempts";

/**
 * Of one post: how many were new or replaced what was stored, how many repeat, and by place in the post which are new and
 * which revisions were not taken.
 */
export type StoredPost = {
  accepted: number;
  duplicates: number;
  isNew: Uint8Array;
  stale: { place: number; reason: StaleRevision }[];
};

/** Whether the attempt at a row is new. */
export type IsNew = (row: number) => boolean;
/** What became of the rows of a batch. */
export type Stored = Revised & { isNew: IsNew };
type Posts = readonly (readonly Attempt[])[];

/** Of all posts together how many were new or replaced what was stored, and how many repeat. */
export function countStored(
  posts: Posts,
  ordered: OrderedAttempts,
  stored: Stored,
): Pick<StoredPost, "accepted" | "duplicates"> {
  const reports = reportPosts(posts, ordered, stored);
  return {
    accepted: reports.reduce((sum, { accepted }) => sum + accepted, 0),
    duplicates: reports.reduce((sum, { duplicates }) => sum + duplicates, 0),
  };
}

/** What each post is answered, of what became of the rows that are left of all of them in one order. */
export function reportPosts(posts: Posts, ordered: OrderedAttempts, { isNew, revised, stale }: Stored): StoredPost[] {
  const reports = posts.map(
    (post): StoredPost => ({ accepted: 0, duplicates: post.length, isNew: new Uint8Array(post.length), stale: [] }),
  );
  for (let row = 0; row < ordered.rows.length; row++) {
    const report = reports[ordered.post[row] ?? 0];
    const place = ordered.place[row] ?? 0;
    const reason = stale.get(row);
    if (!report || !(isNew(row) || revised.has(row) || reason !== undefined)) continue;
    report.duplicates--;
    if (reason !== undefined) {
      report.stale.push({ place, reason });
      continue;
    }
    if (isNew(row)) report.isNew[place] = 1;
    report.accepted++;
  }
  return reports;
}
