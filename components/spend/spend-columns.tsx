import type { DataColumn } from "@/components/ui/data-table";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import { usdColumn } from "@/components/ui/usd-column";
import type { UsdFormat } from "@/components/ui/usd-format";
import type { Spend, SpendRates, SpendTotal } from "@/lib/contract/spend";
import type { Tokens } from "@/lib/contract/stats";
import { spendChange } from "@/lib/domain/comparison/spend-change";
import { displayUsd, formatChange, formatCount, formatPercent, formatWhole } from "@/lib/domain/format";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { type SpendGroup, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { t } from "@/lib/messages/translate";
import { type ComparedRow, comparedTotal } from "./compared-rows";
import { describeUsageCell } from "./describe-usage-records";
import { groupLabel } from "./group-names";
import { groupName } from "./spend-buckets";

type SpendColumn = DataColumn<ComparedRow>;
type Sums = Pick<SpendTotal, "attempts" | "requests" | "tokens" | "cost_usd" | "rates" | "capacity">;

/** Columns in three parts, which are one table on a screen, and two on paper, each with the names. */
export type SpendColumns = { names: SpendColumn[]; money: SpendColumn[]; use: SpendColumn[] };

/** The columns of an answer: its own groups, whatever is asked next, so that no row is read by the names of another. */
export function spendColumns(spend: Spend, carry: (href: string) => string): SpendColumns {
  const { total, group_by: groups } = spend;
  const before = comparedTotal(spend);
  return {
    names: groups.map((group, index) => groupColumn(group, index, carry)),
    money: [
      money("cost", t("Spend"), undefined, (row) => row.cost_usd, total, t("unpriced")),
      ...(before ? changeColumns(total, before) : []),
      ...(total.usage_records ? [usageColumn(total.usage_records.cost_usd)] : []),
      ...(total.capacity ? capacityColumns(total) : []),
      shareColumn(total),
      count("attempts", t("Attempts"), (row) => row.attempts, total),
      count("requests", t("Requests"), (row) => row.requests, total),
      share("priced", t("Priced"), t("of attempts"), (row) => row.priced_share, total),
      share("estimated", t("Estimated"), t("of the priced"), (row) => row.estimated_share, total),
    ],
    use: [
      bucket("uncached", t("Input"), t("uncached"), uncached, total),
      bucket("cached", t("Cached input"), t("read"), ({ cached_input }) => cached_input, total),
      bucket("write", t("Cache write"), undefined, ({ cache_write }) => cache_write, total),
      bucket("output", t("Output"), t("with reasoning"), ({ output }) => output, total),
      bucket("reasoning", t("Reasoning"), t("of the output"), ({ reasoning }) => reasoning, total),
      rate("effective", t("Effective $/M"), t("per output token"), ({ usd_per_m_output }) => usd_per_m_output, total),
      ...(groups.includes("model") ? [listColumn()] : []),
      rate("blended", t("Blended $/M"), t("all tokens"), ({ usd_per_m_blended }) => usd_per_m_blended, total),
      rate(
        "thousand",
        t("$/1k requests"),
        t("if 99 % priced"),
        ({ usd_per_1k_requests }) => usd_per_1k_requests,
        total,
      ),
      rate(
        "answered",
        t("$/request"),
        t("answered"),
        ({ usd_per_answered_request }) => usd_per_answered_request,
        total,
      ),
    ],
  };
}

function groupColumn(group: SpendGroup, index: number, carry: (href: string) => string): SpendColumn {
  const isModel = group === "model";
  return {
    id: group,
    header: groupLabel(group),
    value: (row) => nameOf(row, group),
    cell: isModel
      ? (row) => {
          const { model = "" } = row;
          return isIdle(row) ? nameOf(row, group) : <ModelName model={model} href={carry(modelHref(model))} />;
        }
      : undefined,
    total: index === 0 ? t("Total") : null,
  };
}

/** Whether a row is reserved capacity that nobody used: no model or app of the traffic. */
function isIdle({ attempts, usage_records, capacity }: ComparedRow): boolean {
  return attempts === 0 && !usage_records && capacity?.cost_usd != null && capacity.cost_usd === capacity.idle_usd;
}

function nameOf(row: ComparedRow, group: SpendGroup): string {
  const name = groupName(row, group);
  return name === UNASSIGNED && isIdle(row) ? t("idle capacity") : name;
}

function changeColumns(total: SpendTotal, before: SpendTotal): SpendColumn[] {
  const change = spendChange(total, before);
  return [
    usdColumn({
      ...{ id: "before", header: t("Before"), hint: t("period before") },
      of: ({ before_usd }) => before_usd,
      total: before.cost_usd,
    }),
    usdColumn({
      ...{ id: "change", header: t("Change|difference"), hint: "USD", isChange: true },
      of: (row) => (row.change === null ? null : formatUsd(row.change.pico)),
      total: change === null ? null : formatUsd(change.pico),
    }),
    {
      ...{ id: "change-share", header: t("Change|difference"), hint: t("share"), numeric: true },
      value: (row) => row.change?.ratio,
      cell: (row) => formatChange(row.change?.ratio),
      total: formatChange(change?.ratio),
      totalValue: change?.ratio ?? null,
    },
  ];
}

function money(
  id: string,
  header: string,
  hint: string | undefined,
  of: (row: ComparedRow | Sums) => string | null,
  total: Sums,
  unknown?: string,
): SpendColumn {
  const cell = (row: ComparedRow, format: UsdFormat) => (of(row) === null && unknown ? unknown : format(of(row)));
  return usdColumn({ id, header, hint, of, total: of(total), cell });
}

function rate(
  id: string,
  header: string,
  hint: string | undefined,
  of: (rates: SpendRates) => string | null,
  total: Sums,
): SpendColumn {
  return money(id, header, hint, ({ rates }) => (rates ? of(rates) : null), total);
}

function listColumn(): SpendColumn {
  const of = ({ list_usd_per_m_output: listed }: ComparedRow) => listed;
  return usdColumn({ id: "list", header: t("List $/M"), hint: t("output, lowest"), of });
}

function shareColumn(total: SpendTotal): SpendColumn {
  const cost = Number(total.cost_usd ?? 0);
  const of = ({ cost_usd }: ComparedRow) => (cost_usd === null || cost === 0 ? null : Number(cost_usd) / cost);
  return { id: "share", header: t("Share"), numeric: true, value: of, cell: (row) => formatPercent(of(row), 1) };
}

function share(
  id: string,
  header: string,
  hint: string,
  of: (row: Pick<SpendTotal, "priced_share" | "estimated_share">) => number | null,
  total: SpendTotal,
): SpendColumn {
  return {
    ...{ id, header, hint, numeric: true },
    value: of,
    cell: (row) => formatPercent(of(row), 1),
    total: formatPercent(of(total), 1),
    totalValue: of(total),
  };
}

/** Of the spend, what comes from bills and consoles. */
function usageColumn(total: string | null): SpendColumn {
  return {
    ...{ id: "usage", header: t("Usage records"), hint: t("of the spend"), numeric: true },
    value: ({ usage_records }) => (usage_records?.cost_usd == null ? null : Number(usage_records.cost_usd)),
    csv: ({ usage_records }) => usage_records?.cost_usd ?? null,
    cell: ({ usage_records }) => describeUsageCell(usage_records),
    total: displayUsd(total),
    totalValue: total,
  };
}

/** What reserved capacity cost, and what was billed with it instead of the use that it served. */
function capacityColumns(total: SpendTotal): SpendColumn[] {
  return [
    money("capacity", t("Capacity"), t("reserved"), ({ capacity }) => capacity?.cost_usd ?? null, total),
    money("not-billed", t("Not billed"), t("served by it"), ({ capacity }) => capacity?.not_billed_usd ?? null, total),
    money("billed", t("Billed"), undefined, (row) => (row.capacity ? row.capacity.billed_usd : row.cost_usd), total),
  ];
}

function count(id: string, header: string, of: (row: Sums) => number, total: Sums): SpendColumn {
  return {
    ...{ id, header, numeric: true },
    value: of,
    cell: (row) => formatWhole(of(row)),
    total: formatWhole(of(total)),
    totalValue: of(total),
  };
}

function bucket(
  id: string,
  header: string,
  hint: string | undefined,
  of: (tokens: Tokens) => number | null,
  { tokens }: Sums,
): SpendColumn {
  return {
    ...{ id, header, hint, numeric: true },
    value: (row) => of(row.tokens),
    cell: (row) => formatCount(of(row.tokens)),
    total: formatCount(of(tokens)),
    totalValue: of(tokens),
  };
}

function uncached({ input, cached_input, cache_write }: Tokens): number | null {
  return input === null ? null : input - (cached_input ?? 0) - (cache_write ?? 0);
}
