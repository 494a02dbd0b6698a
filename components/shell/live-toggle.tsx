"use client";

import { IconAlertTriangle, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { formatInstant, timeOfDay } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { movesOn } from "./report-params";
import { useFailingSince } from "./use-failing-since";
import { useReport } from "./use-report";

/** Whether the screen follows the clock, and whether it manages to; a fixed range cannot. */
export function LiveToggle() {
  const { change, ...report } = useReport();
  const { live, tz } = report;
  const failing = useFailingSince();
  const fixed = !movesOn(report);
  if (live && !fixed && failing !== null) return <NotUpdating since={failing} zone={tz} />;
  const hint = fixed
    ? t("A fixed range does not refresh")
    : live
      ? t("Data refreshes automatically")
      : t("Data does not refresh");
  return (
    <Button
      variant={live ? "light" : "default"}
      title={hint}
      aria-pressed={live}
      aria-disabled={fixed}
      leftSection={live ? <IconPlayerPause size={13} aria-hidden /> : <IconPlayerPlay size={13} aria-hidden />}
      onClick={() => !fixed && change({ live: live ? false : null })}
    >
      {live ? t("Live") : fixed ? t("Fixed") : t("Paused")}
    </Button>
  );
}

/** In the toggle's place while refreshes fail; they are tried again all the same. */
function NotUpdating({ since, zone }: { since: number; zone: string }) {
  const { change } = useReport();
  const isKnown = since !== 0;
  const hint = isKnown
    ? t("Data is as of {instant}; retrying", { instant: formatInstant(new Date(since).toISOString(), zone) })
    : t("Some data could not be loaded");
  return (
    <Button
      variant="bad"
      title={hint}
      aria-pressed
      aria-label={t("Not updating. {hint}", { hint })}
      leftSection={<IconAlertTriangle size={13} aria-hidden />}
      onClick={() => change({ live: false })}
    >
      {isKnown ? t("As of {timeOfDay}, not updating", { timeOfDay: timeOfDay(since, zone) }) : t("Not updating")}
    </Button>
  );
}
