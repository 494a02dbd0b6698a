import { foreignRoute } from "@/app/_server/foreign-route";
import { openRouterOperation, openRouterPutOperation } from "@/lib/contract/foreign-doors";

export const dynamic = "force-dynamic";

export const POST = foreignRoute(openRouterOperation, "openrouter");

export const PUT = foreignRoute(openRouterPutOperation, "openrouter");
