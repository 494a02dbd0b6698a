import type { FrontierPointReply, FrontierReply } from "@/lib/contract/frontier";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import textClasses from "../parts/text.module.css";
import own from "./backtest.module.css";

const WIDTH = 100;
const HEIGHT = 40;

type Dot = { point: FrontierPointReply; usd: number; rate: number };

/** Cost against error rate of every policy of a sweep; those nothing beats are joined, with the interval of their error rate. */
export function FrontierChart({ reply }: { reply: FrontierReply }) {
  const dots = reply.points.flatMap((point): Dot[] => {
    const { usd_per_thousand: usd, error_rate: rate } = point;
    return usd === null || rate === null ? [] : [{ point, usd: Number(usd), rate }];
  });
  if (dots.length < 2) return null;
  const [usdLow, usdHigh] = extent(dots.map(({ usd }) => usd));
  const rateHigh = Math.max(...dots.map(({ point, rate }) => point.error_rate_band?.[1] ?? rate));
  const x = (usd: number) => (usdHigh === usdLow ? WIDTH / 2 : 2 + ((usd - usdLow) / (usdHigh - usdLow)) * (WIDTH - 4));
  const y = (rate: number) => (rateHigh === 0 ? HEIGHT - 2 : HEIGHT - 2 - (rate / rateHigh) * (HEIGHT - 4));
  const front = dots.filter(({ point }) => point.on_frontier).sort((a, b) => a.usd - b.usd);
  const label = t("Error rate against cost per thousand attempts, from {low} to {high}; up to {rate}", {
    low: displayUsd(usdLow.toFixed(9)),
    high: displayUsd(usdHigh.toFixed(9)),
    rate: formatPercent(rateHigh),
  });
  return (
    <div className={own.frontier}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
        <title>{label}</title>
        {front.map(({ point: { error_rate_band: band }, usd, rate }) => (
          <line
            key={`${usd} ${rate}`}
            className={own.frontierBand}
            x1={x(usd)}
            x2={x(usd)}
            y1={y(band?.[0] ?? rate)}
            y2={y(band?.[1] ?? rate)}
          />
        ))}
        <polyline
          className={own.frontierLine}
          points={front.map(({ usd, rate }) => `${x(usd)},${y(rate)}`).join(" ")}
        />
        {dots.map(({ point, usd, rate }) => (
          <circle
            key={JSON.stringify([point.fallbacks, point.max_error_rate, point.latency, point.ramp])}
            cx={x(usd)}
            cy={y(rate)}
            r={point.is_draft ? 1.3 : 0.8}
            fill={point.on_frontier ? "var(--sw-accent)" : "var(--sw-muted)"}
            stroke={point.is_draft ? "var(--sw-ink)" : "none"}
            strokeWidth={0.4}
          />
        ))}
      </svg>
      <p className={textClasses.help}>{label}</p>
    </div>
  );
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
