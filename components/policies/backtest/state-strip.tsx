import type { BacktestTimeline } from "@/lib/contract/backtest";
import own from "./backtest.module.css";

const COLORS = { closed: "var(--sw-good-soft)", half_open: "var(--sw-warn)", open: "var(--sw-bad)" } as const;
/** Thinner stretches would not be seen. */
const WIDTH_MIN = 0.15;

type StateStripProps = { spans: BacktestTimeline["spans"]; from: string; to: string; label: string };

/** A breaker's states over a window as one strip; its label and the table of transitions say the same in words. */
export function StateStrip({ spans, from, to, label }: StateStripProps) {
  const startMs = Date.parse(from);
  const lengthMs = Date.parse(to) - startMs;
  const place = (at: string) => ((Date.parse(at) - startMs) / lengthMs) * 100;
  return (
    <svg className={own.strip} viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      <rect x={0} y={0} width={100} height={10} fill={COLORS.closed} />
      {spans
        .filter(({ state }) => state !== "closed")
        .map((span) => (
          <rect
            key={span.from}
            x={place(span.from)}
            y={span.state === "open" ? 0 : 3}
            width={Math.max(WIDTH_MIN, place(span.to) - place(span.from))}
            height={span.state === "open" ? 10 : 7}
            fill={COLORS[span.state]}
          />
        ))}
    </svg>
  );
}
