import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import { Warnings } from "@/components/ui/warnings";
import type { ListedRule, UnreadableRule } from "@/lib/contract/alert-rules";
import type { Channel } from "@/lib/contract/channels";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./alerts.module.css";
import { type BudgetNameOf, describeTerms, KIND_LABELS, SEVERITY_LABELS } from "./describe-alert";

type RulesPanelProps = {
  rules: readonly ListedRule[];
  unreadable: readonly UnreadableRule[];
  channels: readonly Channel[];
  budgetNameOf: BudgetNameOf;
  tz: string;
  canEdit: (rule: ListedRule) => boolean;
  isBusy: boolean;
  onEdit: (rule: ListedRule) => void;
  onSwitch: (rule: ListedRule) => void;
  onDelete: (rule: ListedRule) => void;
};

/** The rules, how each was last evaluated, and for whoever may: edit, switch off, delete. */
export function RulesPanel({
  rules,
  unreadable,
  channels,
  budgetNameOf,
  tz,
  canEdit,
  isBusy,
  onEdit,
  onSwitch,
  onDelete,
}: RulesPanelProps) {
  const nameOf = (id: number) => channels.find((one) => one.id === id)?.name ?? t("channel {id}", { id });
  const columns: DataColumn<ListedRule>[] = [
    { id: "name", header: t("Rule"), value: ({ name }) => name },
    { id: "kind", header: t("Fires when"), wrap: true, value: ({ terms }) => t(KIND_LABELS[terms.kind]) },
    {
      id: "terms",
      header: t("Limit"),
      wrap: true,
      value: ({ terms }) => describeTerms(terms, budgetNameOf),
    },
    { id: "severity", header: t("Severity"), value: ({ severity }) => t(SEVERITY_LABELS[severity]) },
    {
      id: "channels",
      header: t("Sent to"),
      wrap: true,
      value: ({ channels: ids }) => (ids.length === 0 ? t("nowhere") : ids.map(nameOf).join(", ")),
    },
    {
      id: "status",
      header: t("Last evaluation"),
      wrap: true,
      value: statusText,
      cell: (rule) => <RuleStatus rule={rule} tz={tz} />,
    },
    {
      id: "actions",
      header: t("Change|actions"),
      sortable: false,
      value: () => null,
      cell: (rule) =>
        canEdit(rule) && (
          <div className={classes.buttons}>
            <Button variant="default" aria-label={t("Edit {name}", { name: rule.name })} onClick={() => onEdit(rule)}>
              {t("Edit")}
            </Button>
            <Button
              variant="default"
              disabled={isBusy}
              aria-label={
                rule.is_enabled
                  ? t("Switch off {name}", { name: rule.name })
                  : t("Switch on {name}", { name: rule.name })
              }
              onClick={() => onSwitch(rule)}
            >
              {rule.is_enabled ? t("Switch off") : t("Switch on")}
            </Button>
            <Button
              variant="subtle"
              disabled={isBusy}
              aria-label={t("Delete {name}", { name: rule.name })}
              onClick={() => onDelete(rule)}
            >
              {t("Delete")}
            </Button>
          </div>
        ),
    },
  ];
  return (
    <Panel
      title={t("Rules")}
      subtitle={t("Most are evaluated every minute; spend every five, anomalies and retirements every hour")}
    >
      {unreadable.map(({ id, name, updated_by }) => (
        <Notice key={id} tone="warn" spaced>
          {t(
            "This version of Switchyard cannot read the rule {name}, changed by {user}: only a newer one evaluates it.",
            { name, user: updated_by },
          )}
        </Notice>
      ))}
      {rules.length === 0 ? (
        <EmptyBox title={t("No alert rules yet")} hint={t("Add one, and see in its form what it would see now.")} />
      ) : (
        <DataTable caption={t("Rules")} columns={columns} rows={[...rules]} rowKey={({ id }) => String(id)} />
      )}
    </Panel>
  );
}

function statusText(rule: ListedRule): string {
  return [evaluationText(rule), ...shownWarnings(rule)].join(". ");
}

/** A rule that is off, or could not be evaluated, has other troubles. */
function shownWarnings({ is_enabled, error, warnings }: ListedRule): readonly string[] {
  return is_enabled && error === null ? warnings : [];
}

function evaluationText({ is_enabled, error, evaluated_at, series, unmeasured }: ListedRule): string {
  if (!is_enabled) return t("Off");
  if (error !== null) return error;
  if (evaluated_at === null || series === null) return t("Not yet");
  if (series === 0) return t("Nothing to look at");
  return t("{series} looked at{unmeasured, plural, =0 {} other {, {unmeasured} with too little traffic}}", {
    series,
    unmeasured: unmeasured ?? 0,
  });
}

function RuleStatus({ rule, tz }: { rule: ListedRule; tz: string }) {
  const text = evaluationText(rule);
  if (rule.error !== null) return <Pill tone="bad">{text}</Pill>;
  return (
    <>
      {text}
      {rule.is_enabled && rule.evaluated_at !== null && ` (${formatInstant(rule.evaluated_at, tz, "minute")})`}
      <Warnings warnings={shownWarnings(rule)} />
    </>
  );
}
