import { langfuseRoute } from "@/app/_server/langfuse-route";
import { langfuseClientOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

/** Where Langfuse's client posts with this server as its base. */
export const POST = langfuseRoute(langfuseClientOperation);
