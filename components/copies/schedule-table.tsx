import { Group } from "@mantine/core";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { ExportSchedule } from "@/lib/contract/export-schedules";
import { formatInstant } from "@/lib/domain/format";
import { DATASET_LABELS, PERIOD_LABELS, TARGET_LABELS } from "./describe-copy";

const COLUMNS: DataColumn<ExportSchedule>[] = [
  { id: "name", header: "Name", value: ({ name }) => name },
  { id: "every", header: "When", value: ({ every }) => PERIOD_LABELS[every] },
  {
    id: "what",
    header: "What",
    value: ({ dataset, version, format }) => `${DATASET_LABELS[dataset]}, FOCUS ${version}, ${format.toUpperCase()}`,
  },
  {
    id: "where",
    header: "Where",
    value: ({ target, path }) => (path === "" ? TARGET_LABELS[target] : `${TARGET_LABELS[target]}, ${path}`),
  },
  {
    id: "next",
    header: "Next",
    value: ({ next_at }) => next_at,
    cell: ({ next_at }) => formatInstant(next_at, "UTC", "minute"),
  },
  { id: "by", header: "Added by", value: ({ created_by }) => created_by },
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
    header: "Change",
    sortable: false,
    value: () => null,
    cell: ({ id, name }) => (
      <Group gap="xs" wrap="nowrap">
        <Button variant="default" disabled={isBusy} aria-label={`Run ${name} now`} onClick={() => onRun(id)}>
          Run now
        </Button>
        <Button variant="subtle" disabled={isBusy} aria-label={`Delete ${name}`} onClick={() => onDelete(id)}>
          Delete
        </Button>
      </Group>
    ),
  };
  return (
    <DataTable
      caption="Schedules"
      columns={canEdit ? [...COLUMNS, actions] : COLUMNS}
      rows={[...schedules]}
      rowKey={({ id }) => String(id)}
    />
  );
}
