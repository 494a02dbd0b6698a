"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useEffect } from "react";
import { useShell } from "./shell-context";

/** Names a remembered zone in the address, so that whoever is sent it sees the same report. */
export function useZoneInAddress(): void {
  const { zone } = useShell();
  const [tz, setTz] = useQueryState("tz", parseAsString.withOptions({ history: "replace" }));
  useEffect(() => {
    if (tz === null && zone !== "UTC") void setTz(zone);
  }, [tz, zone, setTz]);
}
