import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";

/** A score that waits, and how far around it its attempt is searched for. */
export type SearchedScore = { id: string; name: string; at: Date | null; receivedAt: Date; reachMs: number };

type SearchSpan = { from: Date; to: Date; scores: SearchedScore[] };

const MERGED_MAX_MS = 3 * DAY_MS;
/** The clocks of others run ahead by no more. */
const AHEAD_MS = 5 * MINUTE_MS;

/** The stretches of time to be searched, each at most three days long, so that attempts near in time are passed once. */
export function searchSpans(
  scores: readonly SearchedScore[],
  { now, retainedFrom }: { now: Date; retainedFrom: Date },
): SearchSpan[] {
  const own = scores
    .map((score) => {
      const { at, receivedAt, reachMs } = score;
      const to = at === null ? now.getTime() + AHEAD_MS : at.getTime() + reachMs;
      return { from: Math.max((at ?? receivedAt).getTime() - reachMs, retainedFrom.getTime()), to, score };
    })
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const spans: SearchSpan[] = [];
  for (const { from, to, score } of own) {
    const last = spans.at(-1);
    if (last && from <= last.to.getTime() && to - last.from.getTime() <= MERGED_MAX_MS) {
      last.to = new Date(Math.max(to, last.to.getTime()));
      last.scores.push(score);
    } else {
      spans.push({ from: new Date(from), to: new Date(to), scores: [score] });
    }
  }
  return spans;
}
