import { ignoreExport } from "@/app/_server/otlp-traces";
import { otlpLogsOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = ignoreExport(otlpLogsOperation, "logs");
