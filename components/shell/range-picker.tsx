"use client";

import { IconCalendar } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { CALENDAR_WINDOWS, type CalendarWindow } from "@/lib/domain/time/calendar-window";
import { WINDOW_NAMES, type WindowName } from "@/lib/domain/time/time-window";
import { CustomRangeForm } from "./custom-range-form";
import { useReport } from "./use-report";
import { toLocalInput } from "./zoned-time";

const LABELS: Record<WindowName | CalendarWindow, string> = {
  "1h": "1 h",
  "24h": "24 h",
  "7d": "7 d",
  "30d": "30 d",
  "90d": "90 d",
  month: "This month",
  last_month: "Last month",
};

/** The named windows, and a range of one's own in the report zone. */
export function RangePicker({ months }: { months: boolean }) {
  const { query, tz, calendar, change } = useReport();
  const { from, to } = query;
  const local = (iso: string) => toLocalInput(Date.parse(iso), tz).replace("T", " ");
  const chosen = months ? calendar : null;
  const options = months ? [...WINDOW_NAMES, ...CALENDAR_WINDOWS] : WINDOW_NAMES;
  return (
    <>
      <Segmented
        label="Time range"
        options={options.map((value) => ({ value, label: LABELS[value] }))}
        value={query.window ?? chosen}
        onChange={(window) => change({ window, from: null, to: null })}
      />
      <Popover
        label="Custom range"
        width={250}
        trigger={(tie) => (
          <Button
            variant={from && !chosen ? "light" : "default"}
            leftSection={<IconCalendar size={14} aria-hidden />}
            {...tie}
          >
            {from && to && !chosen ? `${local(from)} – ${local(to)}` : "Custom"}
          </Button>
        )}
      >
        {(close) => <CustomRangeForm onDone={close} />}
      </Popover>
    </>
  );
}
