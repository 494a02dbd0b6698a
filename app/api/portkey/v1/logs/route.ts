import { foreignRoute } from "@/app/_server/foreign-route";

export const dynamic = "force-dynamic";

/** Where Portkey's client posts with http://…/api/portkey/v1 as its base. */
export const POST = foreignRoute("portkey");
