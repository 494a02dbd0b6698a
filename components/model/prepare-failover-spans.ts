import type { PlotSpan } from "@/components/charts/plot-types";
import type { FailoverSpanReply } from "@/lib/contract/failover-spans";
import { formatMs, zonedInstant } from "@/lib/domain/format";

const REASONS = { error_rate: "errors", latency: "latency", cooldown: "cooldown", recovered: "recovery" };

/** Spans as a chart shades them, each with where, from when to when and why; one that lasts reaches to the end of the chart. */
export function prepareFailoverSpans(spans: readonly FailoverSpanReply[], zone: string, toMs: number): PlotSpan[] {
  return spans.map(({ tier, region, from, to, reason, reopened }) => {
    const [begin, end] = [Date.parse(from), to === null ? null : Date.parse(to)];
    const until = end === null ? "on, still out" : clockText(end, zone, dayOf(end, zone) === dayOf(begin, zone));
    const why = [
      reason === null ? null : REASONS[reason],
      reopened === null || reopened === 0 ? null : `reopened ${reopened === 1 ? "once" : `${reopened} times`}`,
    ].filter((part) => part !== null);
    return {
      from: begin,
      to: end ?? Math.max(begin, toMs),
      label: `Out of rotation in ${tier}, ${region}: ${clockText(begin, zone, false)} ${end === null ? until : `to ${until}`}${
        why.length === 0 ? "" : ` (${why.join(", ")})`
      }`,
    };
  });
}

/** How often and how long, in words: "Shaded: out of rotation 3 times, 42 m in all". Times that overlap count each. */
export function describeFailoverSpans(
  spans: readonly Pick<PlotSpan, "from" | "to">[],
  window: { from: number; to: number },
): string {
  const inside = spans
    .map((span) => Math.min(span.to, window.to) - Math.max(span.from, window.from))
    .filter((ms) => ms > 0);
  if (inside.length === 0) return "Never out of rotation in this time.";
  const total = inside.reduce((sum, ms) => sum + ms, 0);
  const often = inside.length === 1 ? "once" : `${inside.length} times`;
  return `Shaded: out of rotation ${often}, ${formatMs(total)}${inside.length === 1 ? "" : " added up"}.`;
}

function clockText(at: number, zone: string, isSameDay: boolean): string {
  const text = zonedInstant(at, zone);
  return isSameDay ? text.slice(11, 16) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

function dayOf(at: number, zone: string): string {
  return zonedInstant(at, zone).slice(0, 10);
}
