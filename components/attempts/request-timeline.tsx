import Link from "next/link";
import { OUTCOME_LABELS } from "@/components/charts/outcome-mix";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { usdColumn } from "@/components/ui/usd-column";
import type { AttemptRecord } from "@/lib/contract/requests";
import { formatInstant, formatMs } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { attemptHref, OutcomePill } from "./attempt-columns";
import classes from "./attempts.module.css";
import { prepareTimeline, type TimelineBar } from "./prepare-timeline";

type RequestTimelineProps = { request: readonly AttemptRecord[]; shown: AttemptRecord; tz: string };

const [WIDTH, ROW, BAR] = [1_000, 22, 12];

/** The attempts of a request on one time line, and as a table. */
export function RequestTimeline({ request, shown, tz }: RequestTimelineProps) {
  const { lengthMs, bars } = prepareTimeline(request, ({ outcome }) => t(OUTCOME_LABELS[outcome]));
  return (
    <Panel
      title={t("Its request")}
      subtitle={t(
        "{count, plural, one {# attempt} other {# attempts}} within two hours · {length} from the first start to the last end",
        { count: request.length, length: formatMs(lengthMs) },
      )}
    >
      <svg
        className={classes.line}
        viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}
        role="img"
        aria-label={t("The attempts of the request over time; the table below has the same")}
      >
        {bars.map((bar, index) => (
          <Bar
            key={`${bar.attempt.id} ${bar.attempt.started_at}`}
            bar={bar}
            y={index * ROW}
            isShown={bar.attempt.id === shown.id}
          />
        ))}
      </svg>
      <DataTable
        caption={t("Attempts of the request")}
        columns={columnsOf(tz, shown)}
        rows={bars}
        rowKey={({ attempt }) => `${attempt.id} ${attempt.started_at}`}
      />
    </Panel>
  );
}

function Bar({
  bar: { attempt, start, firstToken, end },
  y,
  isShown,
}: {
  bar: TimelineBar;
  y: number;
  isShown: boolean;
}) {
  const top = y + (ROW - BAR) / 2;
  const x = start * WIDTH;
  // What nobody measured is a mark where it started.
  const width = Math.max(3, ((end ?? start) - start) * WIDTH);
  const color = `var(--outcome-${attempt.outcome})`;
  return (
    <g>
      <rect x={0} y={y} width={WIDTH} height={ROW} fill={isShown ? "var(--sw-sunken)" : "none"} />
      <rect x={Math.min(x, WIDTH - 3)} y={top} width={width} height={BAR} rx={2} fill={color} fillOpacity={0.45} />
      {firstToken !== null && end !== null && (
        <rect
          x={firstToken * WIDTH}
          y={top}
          width={Math.max(0, (end - firstToken) * WIDTH)}
          height={BAR}
          rx={2}
          fill={color}
        />
      )}
    </g>
  );
}

function columnsOf(zone: string, shown: AttemptRecord): DataColumn<TimelineBar>[] {
  return [
    {
      id: "attempt",
      header: t("Attempt"),
      numeric: true,
      value: ({ attempt }) => attempt.attempt,
      cell: ({ attempt }) =>
        attempt.id === shown.id ? (
          t("{attempt}, this one", { attempt: attempt.attempt })
        ) : (
          <Link href={attemptHref(attempt)}>{attempt.attempt}</Link>
        ),
    },
    {
      id: "model",
      header: t("Model"),
      value: ({ attempt }) => attempt.model,
      cell: ({ attempt }) => <ModelName model={attempt.model} />,
    },
    {
      id: "outcome",
      header: t("Outcome"),
      value: ({ attempt }) => attempt.outcome,
      cell: ({ attempt }) => <OutcomePill {...attempt} />,
    },
    { id: "because", header: t("Because"), wrap: true, value: ({ because }) => because ?? t("the request came in") },
    {
      id: "started",
      header: t("Started"),
      value: ({ attempt }) => attempt.started_at,
      cell: ({ attempt }) => formatInstant(attempt.started_at, zone),
    },
    {
      id: "ttft",
      header: t("First token after"),
      numeric: true,
      value: ({ attempt }) => attempt.ttft_ms,
      cell: ({ attempt }) => formatMs(attempt.ttft_ms),
    },
    {
      id: "duration",
      header: t("Duration"),
      numeric: true,
      value: ({ attempt }) => attempt.duration_ms,
      cell: ({ attempt }) => formatMs(attempt.duration_ms),
    },
    usdColumn({ id: "cost", header: t("Cost"), of: ({ attempt }) => attempt.cost_usd }),
    { id: "stage", header: t("Stage"), numeric: true, value: ({ attempt }) => attempt.stage },
  ];
}
