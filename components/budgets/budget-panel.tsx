import type { UseQueryResult } from "@tanstack/react-query";
import { TimeChart } from "@/components/charts/time-chart";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import { ApiError } from "@/lib/client/api-error";
import type { BudgetDetail } from "@/lib/contract/budgets";
import { displayMoney } from "@/lib/domain/format";
import { describeDates, describeScope, describeStanding, describeUnconverted } from "./describe-budget";
import { burnDownTable, prepareBurnDown } from "./prepare-burn-down";

const HEIGHT = 280;

type BudgetPanelProps = { detail: UseQueryResult<BudgetDetail>; onClose: () => void };

/** The burn-down of the budget that the address names. */
export function BudgetPanel({ detail, onClose }: BudgetPanelProps) {
  const close = (
    <Button variant="default" onClick={onClose}>
      Close
    </Button>
  );
  if (detail.error instanceof ApiError && detail.error.code === "NOT_FOUND") {
    return (
      <Panel title="Burn-down" actions={close}>
        <EmptyBox title="There is no such budget" hint="It was deleted, or the address is wrong." height={120} />
      </Panel>
    );
  }
  return (
    <TimeChart
      title={detail.data ? `Burn-down of ${detail.data.name}` : "Burn-down"}
      query={detail}
      height={HEIGHT}
      subtitle={(data) =>
        [
          describeScope(data),
          data.status && describeDates(data.status, data.tz),
          `days in ${data.tz}`,
          describeStanding(data).text,
          describeUnconverted(data),
        ]
          .filter(Boolean)
          .join(" · ")
      }
      explain={{
        formula:
          "Σ cost since the period began, in the budget's currency at the rate of each UTC day; even line: amount × elapsed / length",
        note: "Projected: spent, and the forecast of the days to come, as Spend has it. A threshold is reached once in a period, even if corrections move the sum below it and back.",
      }}
      isEmpty={(data) => data.days.length === 0}
      emptyHint={detail.data?.status_reason ?? "The sums of this period are not known."}
      table={burnDownTable}
      actions={close}
      draws="lines"
      plot={prepareBurnDown}
      label={detail.data ? `Burn-down of ${detail.data.name}` : "Burn-down"}
      zone={detail.data?.tz ?? "UTC"}
      formatValue={(value) => displayMoney(value?.toFixed(9), detail.data?.currency ?? "USD")}
      thresholds={({ amount, currency }) => [
        { value: Number(amount), label: `Amount ${displayMoney(amount, currency)}`, labelAt: "start" },
      ]}
      marks={({ status, as_of }) => (status ? { from: status.from, to: as_of } : {})}
    />
  );
}
