import { integrationRoute } from "@/app/_server/integration-route";
import { liteLlmSpendLogsOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(liteLlmSpendLogsOperation, "litellm-spend-logs");
