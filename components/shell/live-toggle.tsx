"use client";

import { IconAlertTriangle, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { formatInstant, timeOfDay } from "@/lib/domain/format";
import { useFailingSince } from "./use-failing-since";
import { useReport } from "./use-report";

/** Whether the screen follows the clock, and whether it manages to; a fixed range cannot. */
export function LiveToggle() {
  const { live, query, tz, change } = useReport();
  const failing = useFailingSince();
  const fixed = query.window === undefined;
  if (live && !fixed && failing !== null) return <NotUpdating since={failing} zone={tz} />;
  const hint = fixed
    ? "A fixed range does not refresh"
    : live
      ? "Data refreshes automatically"
      : "Data does not refresh";
  return (
    <Button
      variant={live ? "light" : "default"}
      title={hint}
      aria-pressed={live}
      aria-disabled={fixed}
      leftSection={live ? <IconPlayerPause size={13} aria-hidden /> : <IconPlayerPlay size={13} aria-hidden />}
      onClick={() => !fixed && change({ live: live ? false : null })}
    >
      {live ? "Live" : fixed ? "Fixed" : "Paused"}
    </Button>
  );
}

/** In the toggle's place while refreshes fail; they are tried again all the same. */
function NotUpdating({ since, zone }: { since: number; zone: string }) {
  const { change } = useReport();
  const isKnown = since !== 0;
  const hint = isKnown
    ? `Data is as of ${formatInstant(new Date(since).toISOString(), zone)}; retrying`
    : "Some data could not be loaded";
  return (
    <Button
      variant="bad"
      title={hint}
      aria-pressed
      aria-label={`Not updating. ${hint}`}
      leftSection={<IconAlertTriangle size={13} aria-hidden />}
      onClick={() => change({ live: false })}
    >
      {isKnown ? `As of ${timeOfDay(since, zone)}, not updating` : "Not updating"}
    </Button>
  );
}
