import type { CapacityShare, CapacityUse } from "@/lib/contract/capacity-use";
import type { CsvValue } from "@/lib/domain/csv-line";

type Row = Omit<CapacityShare, "is_idle" | "allocated_usd_per_m"> & {
  id: number | null;
  name: string;
  provider: string | null;
  owner: string;
  allocated_usd_per_m: string | null;
};

const COLUMNS = [
  ...["id", "name", "provider", "owner", "model", "app", "attempts", "tokens", "capacity_usd"],
  ...["token_usd", "priced_share", "allocated_usd_per_m"],
] as const satisfies readonly (keyof Row)[];

/** The shares of all capacity as a flat table, idle ones too, and their totals. */
export function capacityTable({ capacity, total }: CapacityUse): { header: string[]; rows: CsvValue[][] } {
  const rows = capacity.flatMap(({ capacity: { id, name, provider }, shares }) =>
    shares.map(({ is_idle, ...share }): Row => ({ ...share, id, name, provider, owner: is_idle ? "idle" : "use" })),
  );
  const { idle_usd: _, ...sums } = total;
  const nothing = { id: null, provider: null, model: null, app: null, allocated_usd_per_m: null };
  return {
    header: [...COLUMNS],
    rows: [...rows, { ...nothing, ...sums, name: "Total", owner: "all" }].map((row) =>
      COLUMNS.map((name) => row[name]),
    ),
  };
}
