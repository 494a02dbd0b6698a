import { ignoreMetrics } from "@/app/_server/store-export";
import { otlpMetricsOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = ignoreMetrics(otlpMetricsOperation);
