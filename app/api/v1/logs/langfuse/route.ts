import { langfuseRoute } from "@/app/_server/langfuse-route";
import { langfuseOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = langfuseRoute(langfuseOperation);
