import { foreignRoute } from "@/app/_server/foreign-route";
import { liteLlmSpendLogsOperation } from "@/lib/contract/foreign-doors";

export const dynamic = "force-dynamic";

export const POST = foreignRoute(liteLlmSpendLogsOperation, "litellm-spend-logs");
