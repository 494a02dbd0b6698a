"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { describeAgent } from "@/components/account/describe-agent";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { Tone } from "@/components/ui/tone";
import type { AccessEvent } from "@/lib/contract/audit";
import { formatInstant } from "@/lib/domain/format";
import classes from "./access.module.css";
import { ACCESS_GROUPS, type AccessGroup, filterAccess } from "./filter-access";

const LABELS: Record<AccessEvent["event"], { text: string; tone: Tone }> = {
  sign_in: { text: "signed in", tone: "good" },
  sign_out: { text: "signed out", tone: "neutral" },
  sign_in_failed: { text: "sign-in failed", tone: "bad" },
  unauthenticated: { text: "no valid credential (401)", tone: "warn" },
  forbidden: { text: "not allowed (403)", tone: "warn" },
  rate_limited: { text: "too many requests (429)", tone: "warn" },
};
const GROUPS: { value: AccessGroup; label: string }[] = [
  { value: "all", label: "Everything" },
  { value: "sign-ins", label: "Sign-ins and sign-outs" },
  { value: "failed", label: "Failed sign-ins" },
  { value: "refused", label: "Refused requests" },
];

const AT_FIRST = 50;
const MORE = 150;

/** Who signed in and who was turned away, from which address and with which program. */
export function AccessLogPanel({ events }: { events: readonly AccessEvent[] }) {
  const { tz } = useReport();
  const [group, setGroup] = useState<AccessGroup>("all");
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(AT_FIRST);
  const found = filterAccess(events, { group, search });
  const shown = found.slice(0, limit);
  const columns: DataColumn<AccessEvent>[] = [
    { id: "at", header: "Time", value: ({ at }) => at, cell: ({ at }) => formatInstant(at, tz) },
    {
      id: "event",
      header: "What",
      value: ({ event }) => LABELS[event].text,
      cell: ({ event }) => <Pill tone={LABELS[event].tone}>{LABELS[event].text}</Pill>,
    },
    { id: "who", header: "Who", value: ({ who }) => who, cell: ({ who }) => who || "unknown" },
    { id: "count", header: "Times", numeric: true, value: ({ count }) => count },
    { id: "address", header: "Address", value: ({ address }) => address },
    {
      id: "agent",
      header: "Program",
      value: ({ agent }) => agent,
      cell: ({ agent }) => <span title={agent}>{describeAgent(agent)}</span>,
    },
    { id: "path", header: "Request", wrap: true, value: ({ path }) => path },
  ];
  return (
    <Panel
      title="Sign-ins and refused requests"
      subtitle="The latest 500; repeats within a minute share a line. Retained for 90 days; of refused requests, the newest 50,000"
    >
      <div className={classes.fields}>
        <NativeSelect
          label="Show"
          data={GROUPS}
          value={group}
          onChange={(event) => setGroup(ACCESS_GROUPS.find((known) => known === event.currentTarget.value) ?? "all")}
        />
        <TextInput
          label="Search sign-ins and refused requests"
          placeholder="User, address or program"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyBox title="Nothing to show" hint="No sign-in or refused request matches." />
      ) : (
        <div className={classes.gap}>
          <DataTable
            caption="Sign-ins and refused requests"
            columns={columns}
            rows={shown}
            rowKey={({ id }) => String(id)}
            maxHeight={420}
          />
          {found.length > limit && (
            <Button variant="default" onClick={() => setLimit(limit + MORE)}>
              Show more ({found.length - limit} are not shown)
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}
