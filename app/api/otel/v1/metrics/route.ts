import { ignoreExport } from "@/app/_server/otlp-traces";
import { otlpMetricsOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = ignoreExport(otlpMetricsOperation, "metrics");
