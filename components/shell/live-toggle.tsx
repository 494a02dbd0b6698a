"use client";

import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { useReport } from "./use-report";

/** Whether the screen follows the clock; a fixed range cannot. */
export function LiveToggle() {
  const { live, query, change } = useReport();
  const fixed = query.window === undefined;
  const says = fixed ? "A fixed range does not move" : live ? "Figures refresh by themselves" : "Figures stand still";
  return (
    <Button
      variant={live ? "light" : "default"}
      title={says}
      aria-pressed={live}
      aria-disabled={fixed}
      leftSection={live ? <IconPlayerPause size={13} aria-hidden /> : <IconPlayerPlay size={13} aria-hidden />}
      onClick={() => !fixed && change({ live: live ? false : null })}
    >
      {live ? "Live" : fixed ? "Fixed" : "Paused"}
    </Button>
  );
}
