import Link from "next/link";
import { OUTCOME_LABELS } from "@/components/charts/outcome-mix";
import type { DataColumn } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Pill } from "@/components/ui/pill";
import type { Tone } from "@/components/ui/tone";
import { usdColumn } from "@/components/ui/usd-column";
import type { AttemptRecord } from "@/lib/contract/requests";
import { ATTEMPT_SORTS, type AttemptMeasure } from "@/lib/domain/attempts/attempt-sort";
import { formatInstant, formatMs, formatWhole } from "@/lib/domain/format";
import { OUTCOME_OWNER, type Outcome } from "@/lib/domain/outcome";
import { message, t } from "@/lib/messages/translate";
import classes from "./attempts.module.css";

/** The page of an attempt; its start belongs to its name. */
export function attemptHref({ id, started_at }: Pick<AttemptRecord, "id" | "started_at">): string {
  return `/attempts/${encodeURIComponent(id)}?started_at=${encodeURIComponent(started_at)}`;
}

/** Good where the answer came, bad where the provider failed, otherwise neither. */
function outcomeTone(outcome: Outcome): Tone {
  if (outcome === "ok") return "good";
  if (OUTCOME_OWNER[outcome] !== "provider") return "neutral";
  return outcome === "rate_limited" ? "warn" : "bad";
}

/** What became of an attempt, in words. */
export function OutcomePill({ outcome, error_code }: Pick<AttemptRecord, "outcome" | "error_code">) {
  return (
    <>
      <Pill tone={outcomeTone(outcome)}>{t(OUTCOME_LABELS[outcome])}</Pill>
      {error_code && <span className={classes.code}>{error_code}</span>}
    </>
  );
}

type AttemptColumn = DataColumn<AttemptRecord>;

const UNSORTED = message(
  "Not sorted: no index or sums by this exist, so every attempt would have to be read. Filter by it instead.",
);
const SORTS: ReadonlySet<string> = new Set(ATTEMPT_SORTS);

const measure = (id: AttemptMeasure, header: string, format: (row: AttemptRecord) => string): AttemptColumn => ({
  id,
  header,
  numeric: true,
  value: (row) => row[id],
  cell: format,
});

const named = (
  id:
    | "provider"
    | "region"
    | "tier"
    | "app"
    | "team"
    | "key"
    | "environment"
    | "feature"
    | "agent"
    | "router"
    | "consumer"
    | "session",
  header: string,
): AttemptColumn => ({ id, header, sortable: SORTS.has(id), value: (row) => row[id] });

/** Every column an attempt has, in the order they are shown. */
export function attemptColumns(zone: string): AttemptColumn[] {
  return columnsOf(zone).map((column) => (column.sortable === false ? { ...column, title: t(UNSORTED) } : column));
}

function columnsOf(zone: string): AttemptColumn[] {
  return [
    {
      id: "started_at",
      header: t("Started"),
      value: (row) => row.started_at,
      cell: (row) => <Link href={attemptHref(row)}>{formatInstant(row.started_at, zone)}</Link>,
    },
    {
      id: "model",
      header: t("Model"),
      value: (row) => row.model,
      cell: (row) => <ModelName model={row.model} />,
    },
    {
      id: "outcome",
      header: t("Outcome"),
      value: (row) => row.outcome,
      cell: (row) => <OutcomePill {...row} />,
    },
    measure("duration_ms", t("Duration"), (row) => formatMs(row.duration_ms)),
    measure("ttft_ms", "TTFT", (row) => formatMs(row.ttft_ms)),
    usdColumn({ id: "cost_usd", header: t("Cost"), of: (row) => row.cost_usd }),
    measure("input_tokens", t("Input"), (row) => formatWhole(row.input_tokens)),
    measure("output_tokens", t("Output"), (row) => formatWhole(row.output_tokens)),
    measure("cached_input_tokens", t("Cached"), (row) => formatWhole(row.cached_input_tokens)),
    measure("cache_write_tokens", t("Cache write"), (row) => formatWhole(row.cache_write_tokens)),
    measure("reasoning_tokens", t("Reasoning"), (row) => formatWhole(row.reasoning_tokens)),
    named("provider", t("Provider")),
    named("region", t("Region")),
    named("tier", t("Tier")),
    named("app", t("App")),
    { id: "attempt", header: t("Attempt"), numeric: true, sortable: false, value: (row) => row.attempt },
    { id: "request_id", header: t("Request"), sortable: false, value: (row) => row.request_id },
    { id: "operation", header: t("Operation"), sortable: false, value: (row) => row.operation },
    { id: "stage", header: t("Stage"), numeric: true, sortable: false, value: (row) => row.stage },
    named("team", t("Team")),
    named("key", t("Key")),
    named("environment", t("Environment")),
    named("feature", t("Feature")),
    named("agent", t("Agent")),
    named("router", t("Router")),
    named("consumer", t("Consumer")),
    named("session", t("Session")),
    {
      id: "http_status",
      header: "HTTP",
      numeric: true,
      sortable: false,
      value: (row) => row.http_status,
    },
    { id: "tags", header: t("Tags"), sortable: false, value: (row) => row.tags.join(" ") || null },
  ];
}

/** What is shown until others are chosen. */
export const DEFAULT_COLUMNS: readonly string[] = [
  ...["started_at", "model", "outcome", "duration_ms", "ttft_ms", "cost_usd", "input_tokens", "output_tokens"],
  ...["region", "tier", "app", "attempt"],
];
