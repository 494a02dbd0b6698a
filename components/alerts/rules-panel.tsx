import { Group } from "@mantine/core";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { ListedRule, UnreadableRule } from "@/lib/contract/alert-rules";
import type { Channel } from "@/lib/contract/channels";
import { formatInstant } from "@/lib/domain/format";
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
  const nameOf = (id: number) => channels.find((one) => one.id === id)?.name ?? `channel ${id}`;
  const columns: DataColumn<ListedRule>[] = [
    { id: "name", header: "Rule", value: ({ name }) => name },
    { id: "kind", header: "Fires when", wrap: true, value: ({ terms }) => KIND_LABELS[terms.kind] },
    {
      id: "terms",
      header: "Limit",
      wrap: true,
      sortable: false,
      value: ({ terms }) => describeTerms(terms, budgetNameOf),
    },
    { id: "severity", header: "Severity", value: ({ severity }) => SEVERITY_LABELS[severity] },
    {
      id: "channels",
      header: "Sent to",
      wrap: true,
      value: ({ channels: ids }) => (ids.length === 0 ? "nowhere" : ids.map(nameOf).join(", ")),
    },
    {
      id: "status",
      header: "Last evaluation",
      wrap: true,
      value: statusText,
      cell: (rule) => <RuleStatus rule={rule} tz={tz} />,
    },
    {
      id: "actions",
      header: "Change",
      sortable: false,
      value: () => null,
      cell: (rule) =>
        canEdit(rule) && (
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" aria-label={`Edit ${rule.name}`} onClick={() => onEdit(rule)}>
              Edit
            </Button>
            <Button
              variant="default"
              disabled={isBusy}
              aria-label={`${rule.is_enabled ? "Switch off" : "Switch on"} ${rule.name}`}
              onClick={() => onSwitch(rule)}
            >
              {rule.is_enabled ? "Switch off" : "Switch on"}
            </Button>
            <Button
              variant="subtle"
              disabled={isBusy}
              aria-label={`Delete ${rule.name}`}
              onClick={() => onDelete(rule)}
            >
              Delete
            </Button>
          </Group>
        ),
    },
  ];
  return (
    <Panel
      title="Rules"
      subtitle="Most are evaluated every minute; spend every five, anomalies and retirements every hour"
    >
      {unreadable.map(({ id, name, updated_by }) => (
        <Notice key={id} tone="warn" spaced>
          This version of Switchyard cannot read the rule {name}, changed by {updated_by}: only a newer one evaluates
          it.
        </Notice>
      ))}
      {rules.length === 0 ? (
        <EmptyBox title="No alert rules yet" hint="Add one, and see in its form what it would see now." />
      ) : (
        <DataTable caption="Rules" columns={columns} rows={[...rules]} rowKey={({ id }) => String(id)} />
      )}
    </Panel>
  );
}

function statusText({ is_enabled, error, warnings, evaluated_at, series, unmeasured }: ListedRule): string {
  if (!is_enabled) return "Off";
  if (error !== null) return error;
  if (warnings.length > 0) return warnings.join(". ");
  if (evaluated_at === null || series === null) return "Not yet";
  if (series === 0) return "Nothing to look at";
  const few = unmeasured === null || unmeasured === 0 ? "" : `, ${unmeasured} with too little traffic`;
  return `${series} looked at${few}`;
}

function RuleStatus({ rule, tz }: { rule: ListedRule; tz: string }) {
  const { error, warnings, evaluated_at } = rule;
  const text = statusText(rule);
  if (error !== null) return <Pill tone="bad">{text}</Pill>;
  if (rule.is_enabled && warnings.length > 0) return <span>⚠ {text}</span>;
  return (
    <span>
      {text}
      {rule.is_enabled && evaluated_at !== null && ` (${formatInstant(evaluated_at, tz, "minute")})`}
    </span>
  );
}
