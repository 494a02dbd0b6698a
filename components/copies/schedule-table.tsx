import { Group } from "@mantine/core";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { ExportSchedule } from "@/lib/contract/export-schedules";
import { formatInstant } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { DATASET_LABELS, PERIOD_LABELS, TARGET_LABELS } from "./describe-copy";

const COLUMNS: DataColumn<ExportSchedule>[] = [
  { id: "name", header: message("Name"), value: ({ name }) => name },
  { id: "every", header: message("When"), value: ({ every }) => t(PERIOD_LABELS[every]) },
  {
    id: "what",
    header: message("What"),
    value: ({ dataset, version, format }) => `${t(DATASET_LABELS[dataset])}, FOCUS ${version}, ${format.toUpperCase()}`,
  },
  {
    id: "where",
    header: message("Where"),
    value: ({ target, path }) => (path === "" ? t(TARGET_LABELS[target]) : `${t(TARGET_LABELS[target])}, ${path}`),
  },
  {
    id: "next",
    header: message("Next"),
    value: ({ next_at }) => next_at,
    cell: ({ next_at }) => formatInstant(next_at, "UTC", "minute"),
  },
  { id: "by", header: message("Added by"), value: ({ created_by }) => created_by },
];

type ScheduleTableProps = {
  schedules: readonly ExportSchedule[];
  canEdit: boolean;
  isBusy: boolean;
  onRun: (id: number) => void;
  onDelete: (id: number) => void;
};

/** The schedules, and for whoever may: run now, delete. */
export function ScheduleTable({ schedules, canEdit, isBusy, onRun, onDelete }: ScheduleTableProps) {
  const actions: DataColumn<ExportSchedule> = {
    id: "actions",
    header: t("Change|actions"),
    sortable: false,
    value: () => null,
    cell: ({ id, name }) => (
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          disabled={isBusy}
          aria-label={t("Run {name} now", { name })}
          onClick={() => onRun(id)}
        >
          {t("Run now")}
        </Button>
        <Button
          variant="subtle"
          disabled={isBusy}
          aria-label={t("Delete {name}", { name })}
          onClick={() => onDelete(id)}
        >
          {t("Delete")}
        </Button>
      </Group>
    ),
  };
  return (
    <DataTable
      caption={t("Schedules")}
      columns={canEdit ? [...COLUMNS, actions] : COLUMNS}
      rows={[...schedules]}
      rowKey={({ id }) => String(id)}
    />
  );
}
