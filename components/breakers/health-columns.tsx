import type { DataColumn } from "@/components/ui/data-table";
import { formatPercent, formatWhole } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import type { ModelHealth } from "./model-health";
import { ModelInRegion } from "./model-in-region";
import { StatePill } from "./state-pill";

type Row = Omit<ModelHealth, "role">;

/** The columns that every table of breakers has, by their ids. */
export const HEALTH_COLUMNS = {
  model: {
    id: "model",
    header: message("Model"),
    value: ({ model }) => model,
    cell: ({ model, region }) => <ModelInRegion model={model} region={region} />,
  },
  state: { id: "state", header: message("State"), value: ({ state }) => state, cell: (row) => <StatePill {...row} /> },
  region: { id: "region", header: message("Region"), value: ({ region }) => region },
  n: {
    id: "n",
    header: message("Counted"),
    numeric: true,
    value: ({ n }) => n,
    cell: ({ n, failures }) => t("{n} ({failures} failed)", { n: formatWhole(n), failures: formatWhole(failures) }),
  },
  error_rate: {
    id: "error_rate",
    header: message("Error rate"),
    numeric: true,
    value: ({ error_rate }) => error_rate,
    cell: ({ error_rate }) => formatPercent(error_rate),
  },
} satisfies Record<string, DataColumn<Row>>;
