"use client";

import { useState } from "react";
import { Select } from "@/components/ui/select";
import { useReport } from "./use-report";

const COMMON = [
  "UTC",
  "Asia/Shanghai",
  "Asia/Singapore",
  "Asia/Kolkata",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
];

/** The zone whose days and hours every number and axis is in. */
export function ZonePicker() {
  const { tz, change } = useReport();
  const [zones, setZones] = useState(COMMON);
  const known = [...new Set([tz, ...zones])];
  return (
    <Select
      label="Report time zone"
      hideLabel
      value={tz}
      options={known.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
      // Some four hundred names, which server and browser know differently: only once somebody looks.
      onFocus={() => setZones((now) => (now === COMMON ? [...COMMON, ...Intl.supportedValuesOf("timeZone")] : now))}
      onChange={(zone) => change({ tz: zone === "UTC" ? null : zone })}
    />
  );
}
