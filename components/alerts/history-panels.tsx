import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { AlertChange, Silence } from "@/lib/contract/alerts";
import { describeLabels } from "@/lib/domain/alerts/observation";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { STATE_LABELS, STATE_TONES } from "./describe-alert";

/** How alerts changed, the latest first. */
export function HistoryPanel({ changes, tz }: { changes: readonly AlertChange[]; tz: string }) {
  const columns: DataColumn<AlertChange>[] = [
    { id: "at", header: t("When"), value: ({ at }) => at, cell: ({ at }) => formatInstant(at, tz, "minute") },
    { id: "rule", header: t("Rule"), value: ({ rule }) => rule },
    { id: "about", header: t("About"), value: ({ labels }) => describeLabels(labels) },
    {
      id: "to",
      header: t("State"),
      value: ({ to }) => t(STATE_LABELS[to]),
      cell: ({ to }) => <Pill tone={STATE_TONES[to]}>{t(STATE_LABELS[to])}</Pill>,
    },
    { id: "from", header: t("Before"), value: ({ from }) => (from === null ? null : t(STATE_LABELS[from])) },
    { id: "summary", header: t("Measured"), wrap: true, value: ({ summary }) => summary },
  ];
  return (
    <Panel title={t("History")} subtitle={t("The latest 200 changes of a state, with what was measured")}>
      {changes.length === 0 ? (
        <EmptyBox title={t("Nothing changed yet")} hint={t("Each change of an alert's state shows here.")} />
      ) : (
        <DataTable
          caption={t("History of alerts")}
          columns={columns}
          rows={[...changes]}
          rowKey={({ id }) => String(id)}
          sortBy={{ id: "at", desc: true }}
          maxHeight={420}
          csv
        />
      )}
    </Panel>
  );
}

type SilencesPanelProps = {
  silences: readonly Silence[];
  tz: string;
  canEnd: (silence: Silence) => boolean;
  onEnd: (silence: Silence) => void;
};

/** What is silenced and was, why and by whom. */
export function SilencesPanel({ silences, tz, canEnd, onEnd }: SilencesPanelProps) {
  const columns: DataColumn<Silence>[] = [
    { id: "rule", header: t("Rule"), value: ({ rule }) => rule ?? t("every rule") },
    { id: "about", header: t("Only"), value: ({ labels }) => describeLabels(labels) },
    { id: "reason", header: t("Reason"), wrap: true, value: ({ reason }) => reason },
    {
      id: "until",
      header: t("Until"),
      value: ({ until, ended_at }) => ended_at ?? until,
      cell: ({ until, ended_at }) => formatInstant(ended_at ?? until, tz, "minute"),
    },
    { id: "by", header: t("By"), value: ({ created_by }) => created_by },
    {
      id: "state",
      header: t("State"),
      value: ({ is_active }) => (is_active ? t("Active") : t("Over")),
      cell: (silence) =>
        silence.is_active && canEnd(silence) ? (
          <Button
            variant="default"
            aria-label={t("End the silence: {reason}", { reason: silence.reason })}
            onClick={() => onEnd(silence)}
          >
            {t("End now")}
          </Button>
        ) : silence.is_active ? (
          t("Active")
        ) : (
          t("Over")
        ),
    },
  ];
  return (
    <Panel title={t("Silences")} subtitle={t("A silenced alert fires on this page, and nobody is notified")}>
      {silences.length === 0 ? (
        <EmptyBox title={t("Nothing is silenced")} hint={t("Silence an alert beside it, above.")} />
      ) : (
        <DataTable
          caption={t("Silences")}
          columns={columns}
          rows={[...silences]}
          rowKey={({ id }) => String(id)}
          maxHeight={300}
        />
      )}
    </Panel>
  );
}
