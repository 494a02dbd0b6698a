"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeNoData } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import classes from "@/components/ui/ui.module.css";
import { readOptions } from "@/lib/client/read-options";
import { displayPrice, formatChange, formatInstant, UNKNOWN_TEXT } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { type PriceAmount, type PriceHistoryRow, preparePriceHistory } from "./prepare-price-history";

const MAX_HEIGHT = 420;

/** Every version of the model's prices, at every provider, also under names that are aliases of it: from when, by whom and why, and what it changed. */
export function PriceHistory({ model }: { model: string }) {
  const { tz } = useReport();
  const { data, error, refetch, isFetching } = useLiveQuery(readOptions("/api/v1/prices", { model, aliases: "true" }));
  const [now] = useState(() => Date.now());
  const columns = useMemo(() => columnsFor(tz), [tz]);
  const rows = useMemo(() => data && preparePriceHistory(data, { model, now }), [data, model, now]);
  return (
    <Panel
      title={t("Price history")}
      subtitle={
        rows
          ? t("Per million tokens, all providers, newest first; each attempt is charged by its start; times in {tz}", {
              tz,
            })
          : describeNoData(error)
      }
      actions={
        <Anchor component={Link} size="sm" href={`/prices?${new URLSearchParams({ q: model })}`}>
          {t("Prices")}
        </Anchor>
      }
    >
      {rows === undefined ? (
        error ? (
          <FailedBox error={error} onRetry={() => refetch()} retrying={isFetching} height={140} />
        ) : (
          <Skeleton height={140} />
        )
      ) : rows.length === 0 ? (
        <EmptyBox title={t("No price was ever stored")} hint={t("Nobody prices this name, or an alias of it.")} />
      ) : (
        <DataTable
          caption={t("Price history")}
          columns={columns}
          rows={rows}
          rowKey={({ key }) => key}
          maxHeight={MAX_HEIGHT}
          csv
        />
      )}
    </Panel>
  );
}

const KINDS = {
  list: message("list"),
  contract: message("contract"),
  discounted: message("list less discount"),
};

const columnsFor = (zone: string): DataColumn<PriceHistoryRow>[] => [
  {
    id: "from",
    header: t("Valid from"),
    value: ({ validFrom }) => validFrom,
    cell: ({ validFrom, validTo, isActive }) => (
      <>
        {formatInstant(validFrom, zone, "minute")} {isActive && <Pill tone="accent">{t("active")}</Pill>}
        <span className={classes.sub}>
          {validTo === null
            ? t("until further notice")
            : t("to {end}", { end: formatInstant(validTo, zone, "minute") })}
        </span>
      </>
    ),
  },
  {
    id: "provider",
    header: t("Provider"),
    value: ({ provider }) => provider,
    csv: ({ provider, alias }) => (alias === null ? provider : `${provider}/${alias}`),
    cell: ({ provider, alias, href }) => (
      <>
        <Link href={href}>{provider}</Link>
        {alias !== null && <span className={classes.sub}>{t("under its alias {alias}", { alias })}</span>}
      </>
    ),
  },
  {
    id: "kind",
    header: t("Price"),
    wrap: true,
    value: ({ kind, terms }) => `${t(KINDS[kind])}, ${terms}`,
    cell: ({ kind, terms }) => (
      <>
        <Pill tone={kind === "list" ? "neutral" : "accent"}>{t(KINDS[kind])}</Pill>
        <span className={classes.sub}>{terms}</span>
      </>
    ),
  },
  amountColumn("input", t("Input")),
  amountColumn("output", t("Output")),
  {
    id: "list",
    header: t("Against list"),
    hint: t("input · output"),
    numeric: true,
    value: ({ againstList }) => againstList?.input,
    cell: ({ againstList }) =>
      againstList === null ? UNKNOWN_TEXT : `${formatChange(againstList.input)} · ${formatChange(againstList.output)}`,
  },
  {
    id: "who",
    header: t("By, and why"),
    wrap: true,
    value: ({ by, why, source }) => [by, why, source].filter(Boolean).join(": "),
    cell: ({ by, why, source }) => (
      <>
        {why ?? source}
        <span className={classes.sub}>{by ?? (why === null ? t("stored by the product") : source)}</span>
      </>
    ),
  },
];

function amountColumn(name: "input" | "output", header: string): DataColumn<PriceHistoryRow> {
  return {
    id: name,
    header,
    numeric: true,
    value: (row) => (row[name].amount === null ? null : Number(row[name].amount)),
    csv: (row) => row[name].amount,
    cell: (row) => <Amount amount={row[name]} currency={row.currency} />,
  };
}

function Amount({ amount: { amount, before, change }, currency }: { amount: PriceAmount; currency: string }) {
  return (
    <>
      {displayPrice(amount, currency)}
      {before !== null && amount !== before && (
        <span className={classes.sub}>
          {change === null
            ? t("was {price}", { price: displayPrice(before, currency) })
            : t("was {price}, {change}", { price: displayPrice(before, currency), change: formatChange(change) })}
        </span>
      )}
    </>
  );
}
