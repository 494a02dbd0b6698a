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
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./access.module.css";
import { ACCESS_GROUPS, type AccessGroup, filterAccess } from "./filter-access";

const LABELS: Record<AccessEvent["event"], { text: Message; tone: Tone }> = {
  sign_in: { text: message("signed in"), tone: "good" },
  sign_out: { text: message("signed out"), tone: "neutral" },
  sign_in_failed: { text: message("sign-in failed"), tone: "bad" },
  unauthenticated: { text: message("no valid credential (401)"), tone: "warn" },
  forbidden: { text: message("not allowed (403)"), tone: "warn" },
  rate_limited: { text: message("too many requests (429)"), tone: "warn" },
};
const GROUPS: { value: AccessGroup; label: Message }[] = [
  { value: "all", label: message("Everything") },
  { value: "sign-ins", label: message("Sign-ins and sign-outs") },
  { value: "failed", label: message("Failed sign-ins") },
  { value: "refused", label: message("Refused requests") },
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
    { id: "at", header: t("Time"), value: ({ at }) => at, cell: ({ at }) => formatInstant(at, tz) },
    {
      id: "event",
      header: t("What"),
      value: ({ event }) => t(LABELS[event].text),
      cell: ({ event }) => <Pill tone={LABELS[event].tone}>{t(LABELS[event].text)}</Pill>,
    },
    { id: "who", header: t("Who"), value: ({ who }) => who, cell: ({ who }) => who || t("unknown") },
    { id: "count", header: t("Times"), numeric: true, value: ({ count }) => count },
    { id: "address", header: t("Address"), value: ({ address }) => address },
    {
      id: "agent",
      header: t("Program"),
      value: ({ agent }) => agent,
      cell: ({ agent }) => <span title={agent}>{describeAgent(agent)}</span>,
    },
    { id: "path", header: t("Request"), wrap: true, value: ({ path }) => path },
  ];
  return (
    <Panel
      title={t("Sign-ins and refused requests")}
      subtitle={t(
        "The latest 500; repeats within a minute share a line. Retained for 90 days; of refused requests, the newest 50,000",
      )}
    >
      <div className={classes.fields}>
        <NativeSelect
          label={t("Show")}
          data={GROUPS.map(({ value, label }) => ({ value, label: t(label) }))}
          value={group}
          onChange={(event) => setGroup(ACCESS_GROUPS.find((known) => known === event.currentTarget.value) ?? "all")}
        />
        <TextInput
          label={t("Search sign-ins and refused requests")}
          placeholder={t("User, address or program")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyBox title={t("Nothing to show")} hint={t("No sign-in or refused request matches.")} />
      ) : (
        <div className={classes.gap}>
          <DataTable
            caption={t("Sign-ins and refused requests")}
            columns={columns}
            rows={shown}
            rowKey={({ id }) => String(id)}
            maxHeight={420}
          />
          {found.length > limit && (
            <Button variant="default" onClick={() => setLimit(limit + MORE)}>
              {t("Show more ({count} are not shown)", { count: found.length - limit })}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}
