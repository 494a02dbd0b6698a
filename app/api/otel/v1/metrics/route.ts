import { ignoreExport } from "@/app/_server/otlp-traces";
import { otlpMetricsOperation } from "@/lib/contract/foreign-doors";

export const dynamic = "force-dynamic";

export const POST = ignoreExport(otlpMetricsOperation, "metrics");
