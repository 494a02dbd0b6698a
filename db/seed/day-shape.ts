import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import type { Workload } from "./workloads";

const UTC_OFFSET_HOURS: Readonly<Record<string, number>> = {
  "us-east-1": -5,
  "ap-southeast-1": 8,
  "eu-central-1": 1,
};

/** How busy a workload is at an instant in a region, around 1 over a week: people sleep, offices close at weekends. */
export function intensityAt(shape: Workload["shape"], region: string, atMs: number): number {
  const localMs = atMs + (UTC_OFFSET_HOURS[region] ?? 0) * HOUR_MS;
  const hour = (localMs % DAY_MS) / HOUR_MS;
  const weekday = new Date(localMs).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  switch (shape) {
    case "flat":
      return 1;
    case "night":
      return hour >= 1 && hour < 5 ? 5 : 0.2;
    case "consumer":
      return (0.25 + 1.5 * bell(hour, 14, 5) + 0.7 * bell(hour, 20.5, 2)) * (isWeekend ? 0.85 : 1.05);
    case "office":
      return (0.08 + 2.4 * bell(hour, 11, 2.4) + 2 * bell(hour, 15.5, 2.2)) * (isWeekend ? 0.2 : 1.1);
  }
}

function bell(hour: number, centre: number, width: number): number {
  const away = Math.abs(hour - centre);
  const distance = Math.min(away, 24 - away) / width;
  return Math.exp(-0.5 * distance * distance);
}
