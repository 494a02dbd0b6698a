"use client";

import { Select } from "@mantine/core";
import { IconWorld } from "@tabler/icons-react";
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

/** The zone whose days and hours every figure and axis is in. */
export function ZonePicker() {
  const { tz, change } = useReport();
  const zones = [...new Set([tz, ...COMMON, ...Intl.supportedValuesOf("timeZone")])];
  return (
    <Select
      aria-label="Report time zone"
      size="xs"
      w={178}
      searchable
      limit={60}
      allowDeselect={false}
      data={zones}
      value={tz}
      leftSection={<IconWorld size={14} aria-hidden />}
      onChange={(zone) => change({ tz: zone === "UTC" ? null : zone })}
      nothingFoundMessage="No such zone"
      comboboxProps={{ transitionProps: { duration: 0 }, width: 240, position: "bottom-end" }}
    />
  );
}
