"use client";

import { IconChartLine, IconDownload, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { type ChartTable, toCsv } from "@/components/ui/csv";
import { describeNoData } from "@/components/ui/describe";
import { downloadText } from "@/components/ui/download-text";
import { Explain, type Explanation } from "@/components/ui/explain";
import { fileNameOf } from "@/components/ui/file-name-of";
import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { t } from "@/lib/messages/translate";

/** What a frame needs of a query, or of several taken together. */
export type FrameQuery<T> = {
  data: T | undefined;
  error: Error | null;
  isFetching: boolean;
  /** Whether its data are of what was asked before. */
  isPlaceholderData?: boolean;
  refetch: () => unknown;
};

export type ChartFrameProps<T> = {
  title: string;
  query: FrameQuery<T>;
  /** The window, the sample count and the method, in words. */
  subtitle: (data: T) => ReactNode;
  explain?: Explanation;
  isEmpty: (data: T) => boolean;
  emptyHint: ReactNode;
  /** What the drawing takes, so that nothing jumps when it arrives. */
  height: number;
  table: (data: T) => ChartTable;
  span?: 3 | 4 | 5 | 6 | 7 | 8;
  /** Controls of this chart, left of the common ones. */
  actions?: ReactNode;
  children: (data: T) => ReactNode;
};

/**
 * Owns the four states of a chart: loading, empty, failed and data.
 *
 * A refetch, even a failing one, keeps the last data on screen and says so.
 */
export function ChartFrame<T>(props: ChartFrameProps<T>) {
  const { title, query, subtitle, explain, isEmpty, height, table, span, actions, children } = props;
  const [view, setView] = useState<"chart" | "table">("chart");
  const { data, error } = query;
  const hasData = data !== undefined && !isEmpty(data);
  return (
    <Panel
      title={title}
      span={span}
      subtitle={data === undefined ? describeNoData(error) : <FrameSubtitle error={error} subtitle={subtitle(data)} />}
      actions={
        <>
          {actions}
          {explain && <Explain title={title} {...explain} />}
          {hasData && <ViewButton title={title} view={view} onChange={setView} />}
          {hasData && <CsvButton title={title} table={() => table(data)} />}
        </>
      }
    >
      <FrameBody {...props} view={view} height={height}>
        {children}
      </FrameBody>
    </Panel>
  );
}

function FrameSubtitle({ error, subtitle }: { error: Error | null; subtitle: ReactNode }) {
  return (
    <>
      {subtitle}
      {error && <span role="status"> {t("· refreshing failed; showing the last values")}</span>}
    </>
  );
}

function FrameBody<T>(props: ChartFrameProps<T> & { view: "chart" | "table" }) {
  const { query, isEmpty, emptyHint, height, table, title, view, children } = props;
  const { data, error, refetch, isFetching } = query;
  if (data === undefined) {
    if (error) return <FailedBox error={error} onRetry={() => refetch()} retrying={isFetching} height={height} />;
    return <Skeleton height={height} />;
  }
  if (isEmpty(data)) return <EmptyBox title={t("Nothing to draw")} hint={emptyHint} height={height} />;
  if (view === "table") return <PlainTable caption={title} table={table(data)} maxHeight={Math.max(height, 240)} />;
  return <div style={{ minHeight: height }}>{children(data)}</div>;
}

type ViewButtonProps = { title: string; view: "chart" | "table"; onChange: (view: "chart" | "table") => void };

function ViewButton({ title, view, onChange }: ViewButtonProps) {
  const isChart = view === "chart";
  return (
    <IconButton
      title={isChart ? t("Show as table") : t("Show as chart")}
      label={isChart ? t("Show {title} as table", { title }) : t("Show {title} as chart", { title })}
      onClick={() => onChange(isChart ? "table" : "chart")}
    >
      {isChart ? <IconTable size={15} stroke={1.7} /> : <IconChartLine size={15} stroke={1.7} />}
    </IconButton>
  );
}

function CsvButton({ title, table }: { title: string; table: () => ChartTable }) {
  return (
    <IconButton
      title={t("Download CSV")}
      label={t("Download {title} as CSV", { title })}
      onClick={() => downloadText(fileNameOf(title), toCsv(table()))}
    >
      <IconDownload size={15} stroke={1.7} />
    </IconButton>
  );
}
