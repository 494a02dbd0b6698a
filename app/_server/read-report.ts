import { cookies } from "next/headers";
import { loadReportParams, type Report, reportOf } from "@/components/shell/report-params";
import { defaultWindowOf } from "@/components/shell/screens";
import { ZONE_COOKIE, zoneOfCookie } from "@/components/shell/zone-cookie";

type SentParams = Record<string, string | string[] | undefined>;

/** The zone that the browser remembers. */
export async function rememberedZone(): Promise<string> {
  return zoneOfCookie((await cookies()).get(ZONE_COOKIE)?.value);
}

/** The report that the address of a screen asks for, as the browser reads it. */
export async function readReport(sent: SentParams, pathname: string): Promise<Report> {
  return reportOf(loadReportParams(sent), { window: defaultWindowOf(pathname), zone: await rememberedZone() });
}
