import { integrationRoute } from "@/app/_server/integration-route";
import { openRouterOperation, openRouterPutOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(openRouterOperation, "openrouter");

export const PUT = integrationRoute(openRouterPutOperation, "openrouter");
