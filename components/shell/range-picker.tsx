"use client";

import { Button, Group, Popover, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { WINDOW_NAMES, type WindowName, windowLengthMs } from "@/lib/domain/time-window";
import { useReport } from "./use-report";
import { fromLocalInput, toLocalInput } from "./zoned-time";

const LABELS: Record<WindowName, string> = { "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d", "90d": "90 d" };

/** The named windows, and a range of one's own in the report zone. */
export function RangePicker() {
  const { query, change } = useReport();
  return (
    <Group gap={6} wrap="nowrap">
      <SegmentedControl
        aria-label="Time range"
        data={WINDOW_NAMES.map((value) => ({ value, label: LABELS[value] }))}
        value={query.window ?? ""}
        onChange={(value) =>
          change({ window: WINDOW_NAMES.find((name) => name === value) ?? null, from: null, to: null })
        }
      />
      <CustomRange />
    </Group>
  );
}

function CustomRange() {
  const { query, tz, change } = useReport();
  const [opened, setOpened] = useState(false);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const fromInstant = fromLocalInput(from, tz);
  const toInstant = fromLocalInput(to, tz);
  const reversed = fromInstant !== null && toInstant !== null && fromInstant >= toInstant;

  function open() {
    const end = query.to ? Date.parse(query.to) : Date.now();
    const start = query.from ? Date.parse(query.from) : end - windowLengthMs(query.window ?? "24h");
    setFrom(toLocalInput(start, tz));
    setTo(toLocalInput(end, tz));
    setOpened(true);
  }

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant={query.from ? "light" : "default"}
          leftSection={<IconCalendar size={14} aria-hidden />}
          onClick={opened ? () => setOpened(false) : open}
        >
          {query.from && query.to
            ? `${toLocalInput(Date.parse(query.from), tz).replace("T", " ")} – ${toLocalInput(Date.parse(query.to), tz).replace("T", " ")}`
            : "Custom"}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!fromInstant || !toInstant || reversed) return;
            change({ window: null, from: fromInstant, to: toInstant });
            setOpened(false);
          }}
        >
          <Stack gap="xs">
            <TextInput
              label="From"
              type="datetime-local"
              required
              value={from}
              onChange={(e) => setFrom(e.currentTarget.value)}
            />
            <TextInput
              label="To"
              type="datetime-local"
              required
              value={to}
              onChange={(e) => setTo(e.currentTarget.value)}
              error={reversed ? "Must be after the start" : undefined}
            />
            <Text size="xs" c="dimmed">
              In {tz}, up to but not including the end
            </Text>
            <Button type="submit">Show this range</Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
