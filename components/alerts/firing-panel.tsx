import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { Alert, Alerts } from "@/lib/contract/alerts";
import { describeLabels } from "@/lib/domain/alerts/observation";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { SEVERITY_LABELS, STATE_LABELS, STATE_TONES } from "./describe-alert";

type FiringPanelProps = {
  alerts: Alerts;
  tz: string;
  canSilence: (alert: Alert) => boolean;
  onSilence: (alert: Alert) => void;
};

/** What fires, and what may soon: whatever is not resolved. */
export function FiringPanel({ alerts, tz, canSilence, onSilence }: FiringPanelProps) {
  const columns: DataColumn<Alert>[] = [
    { id: "rule", header: t("Rule"), value: ({ rule }) => rule },
    {
      id: "state",
      header: t("State"),
      value: ({ state }) => t(STATE_LABELS[state]),
      cell: ({ state }) => <Pill tone={STATE_TONES[state]}>{t(STATE_LABELS[state])}</Pill>,
    },
    { id: "about", header: t("About"), value: ({ labels }) => describeLabels(labels) },
    { id: "summary", header: t("Measured"), wrap: true, value: ({ summary }) => summary },
    { id: "severity", header: t("Severity"), value: ({ severity }) => t(SEVERITY_LABELS[severity]) },
    {
      id: "since",
      header: t("Since"),
      value: ({ since }) => since,
      cell: ({ since }) => formatInstant(since, tz, "minute"),
    },
    {
      id: "notified",
      header: t("Last sent"),
      value: ({ notified_at }) => notified_at,
      cell: ({ notified_at }) => (notified_at === null ? t("not sent") : formatInstant(notified_at, tz, "minute")),
    },
    {
      id: "actions",
      header: t("Change|actions"),
      sortable: false,
      value: () => null,
      cell: (alert) =>
        canSilence(alert) && (
          <Button
            variant="default"
            aria-label={t("Silence {rule} {labels}", { rule: alert.rule, labels: describeLabels(alert.labels) })}
            onClick={() => onSilence(alert)}
          >
            {t("Silence")}
          </Button>
        ),
    },
  ];
  return (
    <Panel
      title={t("Now")}
      subtitle={t("{count} firing; those without data stay as they were until something is measured", {
        count: alerts.firing,
      })}
    >
      {alerts.alerts.length === 0 ? (
        <EmptyBox
          title={t("Nothing fires")}
          hint={t("An alert shows here as soon as the condition of a rule holds.")}
        />
      ) : (
        <DataTable
          caption={t("Alerts")}
          columns={columns}
          rows={[...alerts.alerts]}
          rowKey={({ id }) => String(id)}
          maxHeight={420}
          csv
        />
      )}
    </Panel>
  );
}
