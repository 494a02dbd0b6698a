"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { AliasLink } from "@/components/ui/alias-link";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeUnpriced } from "@/components/ui/describe-unpriced";
import { ModelName } from "@/components/ui/model-name";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { Unpriced, UnpricedRow } from "@/lib/contract/unpriced";
import { formatCount, formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./prices.module.css";

const MapDialog = dynamic(() => import("./map-dialog").then((module) => module.MapDialog), { ssr: false });

type Pair = { provider: string; model: string };
type UnpricedNamesProps = {
  unpriced: UseQueryResult<Unpriced>;
  /** What has a price, as "provider/model". */
  origins: readonly string[];
  tz: string;
  canEdit: boolean;
  onMapped: () => Promise<void>;
  onPrice: (pair: Pair) => void;
};

/** The names that traffic used in thirty days and nobody prices, each with the ways to price it. */
export function UnpricedNames({ unpriced, origins, tz, canEdit, onMapped, onPrice }: UnpricedNamesProps) {
  const [mapped, setMapped] = useState<UnpricedRow | null>(null);
  const [done, setDone] = useState<{ name: string; origin: string } | null>(null);
  const { data, error } = unpriced;
  const columns = columnsOf({ tz, canEdit, onMap: setMapped, onPrice });
  return (
    <Panel
      title={t("Unpriced names seen in traffic")}
      subtitle={rich(
        "Attempts of the last 30 days without a cost, which is unknown, never 0. An {alias} counts a name for a catalogue model, price included.",
        { alias: <AliasLink /> },
      )}
    >
      <div aria-live="polite">
        {done && (
          <Notice as="div" spaced>
            {rich(
              "{name} is priced as {origin}. Attempts stored from half a minute from now on have a cost; those already stored need a <link>re-price</link>.",
              { ...done, link: (text) => <Link href="/prices/reprice">{text}</Link> },
            )}
          </Notice>
        )}
      </div>
      {data === undefined && error && <FailedBox error={error} onRetry={() => unpriced.refetch()} height={120} />}
      {data === undefined && !error && <Skeleton height={120} />}
      {data?.unpriced.length === 0 && (
        <EmptyBox title={t("None")} hint={t("Every attempt of the last 30 days has a cost.")} />
      )}
      {data && data.unpriced.length > 0 && (
        <DataTable
          caption={t("Unpriced names seen in traffic")}
          columns={columns}
          rows={data.unpriced}
          rowKey={({ provider, model, reason }) => `${provider}/${model} ${reason}`}
          sortBy={{ id: "attempts", desc: true }}
          maxHeight={320}
          csv
        />
      )}
      {mapped && (
        <MapDialog
          row={mapped}
          origins={origins}
          tz={tz}
          onClose={() => setMapped(null)}
          onMapped={async (origin) => {
            setDone({ name: `${mapped.provider}/${mapped.model}`, origin });
            setMapped(null);
            await onMapped();
          }}
        />
      )}
    </Panel>
  );
}

type Actions = Pick<UnpricedNamesProps, "tz" | "canEdit" | "onPrice"> & { onMap: (row: UnpricedRow) => void };

function columnsOf({ tz, canEdit, onMap, onPrice }: Actions): DataColumn<UnpricedRow>[] {
  const actions: DataColumn<UnpricedRow> = {
    id: "actions",
    header: t("Price it"),
    sortable: false,
    value: () => null,
    cell: (row) => <RowActions row={row} onMap={onMap} onPrice={onPrice} />,
  };
  return [
    { id: "model", header: t("Model"), value: ({ model }) => model, cell: ({ model }) => <ModelName model={model} /> },
    { id: "provider", header: t("Provider"), value: ({ provider }) => provider },
    ...(canEdit ? [actions] : []),
    {
      id: "attempts",
      header: t("Attempts"),
      numeric: true,
      value: ({ attempts }) => attempts,
      cell: ({ attempts }) => formatWhole(attempts),
    },
    {
      id: "tokens",
      header: t("Tokens"),
      numeric: true,
      value: ({ tokens }) => tokens,
      cell: ({ tokens }) => formatCount(tokens),
    },
    { id: "why", header: t("Why"), wrap: true, value: (row) => describeUnpriced(row, tz) },
    {
      id: "last",
      header: t("Last"),
      value: ({ last_at }) => last_at,
      cell: ({ last_at }) => formatInstant(last_at, tz, "minute"),
    },
  ];
}

function RowActions({ row, onMap, onPrice }: { row: UnpricedRow } & Pick<Actions, "onMap" | "onPrice">) {
  const name = `${row.provider}/${row.model}`;
  if (row.reason === "no_price") {
    return (
      <span className={classes.buttons}>
        <Button aria-label={t("Price {name} as another model", { name })} onClick={() => onMap(row)}>
          {t("Price it as …")}
        </Button>
        <Button variant="subtle" aria-label={t("Set a price of {name}", { name })} onClick={() => onPrice(row)}>
          {t("Set a price")}
        </Button>
      </span>
    );
  }
  if (row.reason === "before_price") return <Link href="/prices/reprice">{t("Re-price")}</Link>;
  return <Link href={`/prices?price=${encodeURIComponent(name)}`}>{t("Its price")}</Link>;
}
