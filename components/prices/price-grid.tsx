"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { TextField } from "@/components/ui/text-field";
import { usePrinting } from "@/components/ui/use-printing";
import { formatWhole } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { priceColumns, printedColumns, type ReportRates } from "./price-columns";
import { COPIED, choicesOf, filterRows, type PriceFilters, type PriceRow } from "./price-rows";
import classes from "./prices.module.css";
import type { usePrices } from "./use-prices";

type PriceGridProps = Pick<ReturnType<typeof usePrices>, "list" | "rows" | "filters" | "setFilters" | "tz"> & {
  rates: ReportRates;
};

const SHOWN_CHOICES = [
  { value: "all", label: message("All") },
  { value: "traffic", label: message("With traffic") },
  { value: "unpriced", label: message("Unpriced") },
] as const;

/** What every model costs now, in every bucket, and under which conditions. */
export function PriceGrid({ list, rows, filters, setFilters, tz, rates }: PriceGridProps) {
  const isPrinting = usePrinting();
  const shown = useMemo(() => rows && filterRows(rows, filters), [rows, filters]);
  const columns = useMemo(() => priceColumns(rates, tz), [rates, tz]);
  return (
    <Panel
      title={t("Active prices")}
      subtitle={[
        t("For a million tokens, in the price's own currency"),
        rates.size > 0 ? t("beneath it in dollars, at the last day's rate") : "",
        rows && shown
          ? t("{shown} of {all} rows", { shown: formatWhole(shown.length), all: formatWhole(rows.length) })
          : "",
        t("costs in the ledger are at the rate of each attempt's day"),
        t("listed amounts; what a discount leaves is charged, and stands beneath"),
      ]
        .filter(Boolean)
        .join(" · ")}
    >
      {rows && <Filters rows={rows} filters={filters} setFilters={setFilters} />}
      {rows === undefined && list.error && <FailedBox error={list.error} onRetry={() => list.refetch()} height={300} />}
      {rows === undefined && !list.error && <Skeleton height={360} />}
      {shown?.length === 0 && (
        <EmptyBox
          title={rows?.length === 0 ? t("No prices yet") : t("No price matches")}
          hint={
            rows?.length === 0
              ? t("Add one, or import a list.")
              : t("Search for less, or choose another provider or source.")
          }
          height={160}
        />
      )}
      {shown &&
        shown.length > 0 &&
        isPrinting &&
        printedColumns(columns).map((some, index) => (
          <DataTable
            key={some.at(-1)?.id}
            caption={index === 0 ? t("Active prices") : t("Active prices: other kinds of tokens, and sources")}
            columns={some}
            rows={shown}
            rowKey={({ key }) => key}
          />
        ))}
      {shown && shown.length > 0 && !isPrinting && (
        <DataTable
          caption={t("Active prices")}
          columns={columns}
          rows={shown}
          rowKey={({ key }) => key}
          maxHeight={560}
          csv
        />
      )}
    </Panel>
  );
}

type FiltersProps = { rows: readonly PriceRow[] } & Pick<PriceGridProps, "filters" | "setFilters">;

function Filters({ rows, filters, setFilters }: FiltersProps) {
  const { providers, sources } = choicesOf(rows);
  const choices = (all: string, values: readonly string[], chosen: string) => [
    { value: "", label: all },
    ...[...new Set([...values, ...(chosen === "" ? [] : [chosen])])].map((value) => ({
      value,
      label: value === COPIED.source ? COPIED : value,
    })),
  ];
  const change = (edit: Partial<PriceFilters>) => setFilters(edit);
  return (
    <search className={classes.filters} aria-label={t("Prices shown")}>
      <TextField
        label={t("Search prices")}
        hideLabel
        placeholder={t("Model, provider, condition")}
        value={filters.q}
        onChange={(q) => change({ q })}
        width={210}
      />
      <Select
        label={t("Provider")}
        hideLabel
        options={choices(t("Every provider"), providers, filters.provider)}
        value={filters.provider}
        onChange={(provider) => change({ provider })}
        width={170}
      />
      <Select
        label={t("Source")}
        hideLabel
        options={choices(t("Every source"), sources, filters.source)}
        value={filters.source}
        onChange={(source) => change({ source })}
        width={190}
      />
      <Segmented
        label={t("Models")}
        options={SHOWN_CHOICES}
        value={filters.shown}
        onChange={(shown) => change({ shown })}
      />
    </search>
  );
}
