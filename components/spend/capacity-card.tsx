import { StatCard } from "@/components/ui/stat-card";
import type { SpendCapacity } from "@/lib/contract/spend";
import { displayUsd } from "@/lib/domain/format";

/** What was billed where capacity was reserved: the spend less what it served, and what it cost. */
export function CapacityCard({ cost_usd, idle_usd, not_billed_usd, billed_usd }: SpendCapacity) {
  return (
    <StatCard
      label="Billed, with capacity"
      value={displayUsd(billed_usd)}
      notes={[
        `Reserved capacity ${displayUsd(cost_usd)}, of which idle ${displayUsd(idle_usd)}`,
        `${displayUsd(not_billed_usd)} of the spend was served by it, and not billed by the token`,
      ]}
      explain={{
        formula: "spend − what capacity served, by the token + what capacity cost",
        note: "Shared out to rows by model, provider and app; idle hours are in the row unassigned, which is called idle capacity where nothing else is in it. In other groupings the total alone has it.",
      }}
    />
  );
}
