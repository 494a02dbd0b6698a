import { integrationRoute } from "@/app/_server/integration-route";
import { portkeyClientOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

/** Where Portkey's client posts with http://…/api/portkey/v1 as its base. */
export const POST = integrationRoute(portkeyClientOperation, "portkey");
