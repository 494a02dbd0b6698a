type Span = { startsAt: Date; endsAt: Date };

/** Whether spans, ascending and apart from each other, together hold every instant of a stretch, half-open, in epoch ms. */
export function isCovered(spans: readonly Span[], fromMs: number, toMs: number): boolean {
  let reached = fromMs;
  for (const { startsAt, endsAt } of spans) {
    if (startsAt.getTime() <= reached && endsAt.getTime() > reached) reached = endsAt.getTime();
  }
  return reached >= toMs;
}
