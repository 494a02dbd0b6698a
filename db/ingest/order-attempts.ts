import type { Attempt } from "@/lib/contract/attempt";

/** Distinct attempts of several posts in the order of their key, and where each came from. */
export type OrderedAttempts = {
  rows: Attempt[];
  /** Per row: which post it arrived in, and at which place of it. */
  post: Uint32Array;
  place: Uint32Array;
};

/**
 * Flattens posts into key order (started_at, id) and drops repetitions: of equal keys the first to arrive stays.
 *
 * One order for every transaction keeps two of them with the same records from locking each other out.
 */
export function orderAttempts(posts: readonly (readonly Attempt[])[]): OrderedAttempts {
  const rows: Attempt[] = [];
  const posted: number[] = [];
  const placed: number[] = [];
  for (const [post, attempts] of posts.entries()) {
    for (const [place, attempt] of attempts.entries()) {
      rows.push(attempt);
      posted.push(post);
      placed.push(place);
    }
  }
  const order = keyOrder(rows);

  const kept: Attempt[] = [];
  const post = new Uint32Array(rows.length);
  const place = new Uint32Array(rows.length);
  let previous: Attempt | undefined;
  for (const index of order) {
    const row = rows[index];
    if (!row || (previous && row.startedAtUs === previous.startedAtUs && row.id === previous.id)) continue;
    post[kept.length] = posted[index] ?? 0;
    place[kept.length] = placed[index] ?? 0;
    kept.push(row);
    previous = row;
  }
  return { rows: kept, post: post.subarray(0, kept.length), place: place.subarray(0, kept.length) };
}

function keyOrder(rows: readonly Attempt[]): Uint32Array {
  const order = Uint32Array.from(rows, (_, index) => index);
  const isSorted = rows.every((row, index) => index === 0 || compareKeys(rows[index - 1] ?? row, row) <= 0);
  return isSorted
    ? order
    : order.sort((a, b) => {
        const left = rows[a];
        const right = rows[b];
        return left && right ? compareKeys(left, right) || a - b : 0;
      });
}

function compareKeys(a: Attempt, b: Attempt): number {
  if (a.startedAtUs !== b.startedAtUs) return a.startedAtUs - b.startedAtUs;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
