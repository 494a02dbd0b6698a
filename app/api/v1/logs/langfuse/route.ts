import { langfuseRoute } from "@/app/_server/langfuse-route";
import { langfuseOperation } from "@/lib/contract/foreign-doors";

export const dynamic = "force-dynamic";

export const POST = langfuseRoute(langfuseOperation);
