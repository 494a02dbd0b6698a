import type { FallbackReply } from "@/lib/contract/rehearsal";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import own from "./backtest.module.css";

const HEIGHT = 40;

/** Requests of each minute of the rehearsed hour: as recorded, moved, refused; with lines at the highest before and the limit. */
export function LoadChart({ load }: { load: FallbackReply }) {
  const { minutes, highest, limits, peak } = load;
  const most = highest?.requests.value ?? null;
  const limit = limits.requests_per_minute;
  const top = Math.max(1, peak.requests.value, most ?? 0, limit ?? 0);
  const y = (requests: number) => HEIGHT - (requests / top) * HEIGHT;
  const bar = (minute: number, requests: number, color: string) => (
    <rect x={minute} y={y(requests)} width={0.9} height={HEIGHT - y(requests)} fill={color} />
  );
  const label = t("Requests a minute on {model}: up to {peak} in the hour", {
    model: load.model,
    peak: formatWhole(peak.requests.value),
  });
  return (
    <svg className={own.load} viewBox={`0 0 ${minutes.length} ${HEIGHT}`} preserveAspectRatio="none" role="img">
      <title>{label}</title>
      {minutes.map(({ asked, own: recorded, refused }, minute) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a minute is its place in the hour
        <g key={minute}>
          {bar(minute, asked, "var(--sw-bad)")}
          {bar(minute, asked - refused, "var(--sw-accent)")}
          {bar(minute, Math.min(recorded, asked - refused), "var(--sw-muted)")}
        </g>
      ))}
      {most !== null && <line className={own.loadMost} x1={0} x2={minutes.length} y1={y(most)} y2={y(most)} />}
      {limit !== null && <line className={own.loadLimit} x1={0} x2={minutes.length} y1={y(limit)} y2={y(limit)} />}
    </svg>
  );
}
