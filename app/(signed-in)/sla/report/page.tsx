import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { rememberedZone } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { type AskedReport, ReportScreen } from "@/components/sla/report-screen";
import { isMonth, monthOf } from "@/lib/domain/months/month-span";
import { isTimeZone } from "@/lib/domain/time/time-zone";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("SLA report") };
}

export default async function SlaReportPage({ searchParams }: SearchParamsProp) {
  await requireViewer();
  const asked = await readAsked(await searchParams);
  const client = getQueryClient();
  await prefetch(client, "/api/v1/sla-report", asked);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReportScreen key={JSON.stringify(asked)} asked={asked} />
    </HydrationBoundary>
  );
}

/** What the address asks for; the month that it is now where it names none. */
async function readAsked({ month, provider, tz }: Awaited<SearchParamsProp["searchParams"]>): Promise<AskedReport> {
  const zone = typeof tz === "string" && isTimeZone(tz) ? tz : await rememberedZone();
  return {
    month: typeof month === "string" && isMonth(month) ? month : monthOf(Date.now(), zone),
    tz: zone,
    ...(typeof provider === "string" && provider !== "" && { provider }),
  };
}
