import type { Attempt } from "@/lib/contract/attempt";
import { orderByNumber } from "@/lib/domain/order-by-number";

/** Distinct attempts of several posts in the order of their key, and where each came from. */
export type OrderedAttempts = {
  rows: Attempt[];
  /** Per row: which post it arrived in, and at which place of it. */
  post: Uint32Array;
  place: Uint32Array;
};

/**
 * Flattens posts into key order (started_at, id) and drops repetitions: of equal keys the highest revision stays, and of
 * equal revisions the first to arrive.
 *
 * One order for every transaction keeps two of them with the same records from locking each other out.
 */
export function orderAttempts(posts: readonly (readonly Attempt[])[]): OrderedAttempts {
  const total = posts.reduce((sum, attempts) => sum + attempts.length, 0);
  const rows: Attempt[] = [];
  const posted = new Uint32Array(total);
  const placed = new Uint32Array(total);
  for (const [post, attempts] of posts.entries()) {
    for (let place = 0; place < attempts.length; place++) {
      const attempt = attempts[place];
      if (!attempt) continue;
      posted[rows.length] = post;
      placed[rows.length] = place;
      rows.push(attempt);
    }
  }
  const starts = new Float64Array(total);
  for (let row = 0; row < rows.length; row++) starts[row] = rows[row]?.startedAtUs ?? 0;
  const order = orderByNumber(
    starts,
    (a, b) => compareIds(rows[a], rows[b]) || (rows[b]?.revision ?? 0) - (rows[a]?.revision ?? 0),
  );

  const remaining: Attempt[] = [];
  const post = new Uint32Array(total);
  const place = new Uint32Array(total);
  let previous = -1;
  for (const index of order) {
    const row = rows[index];
    if (!row || (starts[index] === starts[previous] && row.id === rows[previous]?.id)) continue;
    post[remaining.length] = posted[index] ?? 0;
    place[remaining.length] = placed[index] ?? 0;
    remaining.push(row);
    previous = index;
  }
  return { rows: remaining, post: post.subarray(0, remaining.length), place: place.subarray(0, remaining.length) };
}

/** The rows that are included, by the post that each arrived in. */
export function attemptsByPost(
  { rows, post }: OrderedAttempts,
  posts: number,
  isIncluded: (row: number) => boolean,
): Attempt[][] {
  const byPost = Array.from({ length: posts }, (): Attempt[] => []);
  for (const [row, attempt] of rows.entries()) if (isIncluded(row)) byPost[post[row] ?? 0]?.push(attempt);
  return byPost;
}

function compareIds(a: Attempt | undefined, b: Attempt | undefined): number {
  const left = a?.id ?? "";
  const right = b?.id ?? "";
  return left < right ? -1 : left > right ? 1 : 0;
}
