import { describeReport } from "@/components/shell/describe-report";
import { FILTER_NAMES, loadReportParams, reportOf } from "@/components/shell/report-params";
import { defaultWindowOf, screenNameOf } from "@/components/shell/screens";
import { t } from "@/lib/messages/translate";

/** What a view shows, in one line: the screen, its range, filters and zone. */
export function describeView(address: string): string {
  const { pathname, searchParams } = new URL(address, "http://localhost");
  const report = reportOf(loadReportParams(searchParams), { window: defaultWindowOf(pathname), zone: "UTC" });
  return t("{screen}: {report}", { screen: screenNameOf(pathname), report: describeReport(report, FILTER_NAMES) });
}
