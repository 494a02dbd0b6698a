import { foreignRoute } from "@/app/_server/foreign-route";
import { portkeyClientOperation } from "@/lib/contract/foreign-doors";

export const dynamic = "force-dynamic";

/** Where Portkey's client posts with http://…/api/portkey/v1 as its base. */
export const POST = foreignRoute(portkeyClientOperation, "portkey");
