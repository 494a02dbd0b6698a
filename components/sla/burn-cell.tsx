import classes from "@/components/ui/ui.module.css";
import type { SlaTotal } from "@/lib/contract/sla";
import { formatMs, UNKNOWN_TEXT } from "@/lib/domain/format";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

/** The three burn rates, and how long the budget lasts at the slowest span's. */
export function BurnCell({ burn }: { burn: SlaTotal["burn"] }) {
  if (burn === null) return UNKNOWN_TEXT;
  const usedUpInHours = burn.at(-1)?.used_up_in_hours ?? null;
  const rate = (value: number | null) => (value === null ? UNKNOWN_TEXT : `${value.toFixed(value < 10 ? 1 : 0)}×`);
  return (
    <>
      {burn.map(({ rate: value }) => rate(value)).join(" · ")}
      {usedUpInHours !== null && (
        <span className={classes.sub}>
          {t("at the 3 d pace used up in {duration}", { duration: durationText(usedUpInHours) })}
        </span>
      )}
    </>
  );
}

function durationText(hours: number): string {
  const ms = hours * HOUR_MS;
  return ms < 2 * DAY_MS ? formatMs(ms) : t("{count} days", { count: Math.floor(ms / DAY_MS) });
}
