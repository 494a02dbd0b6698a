import { foreignRoute } from "@/app/_server/foreign-route";
import { heliconeOperation } from "@/lib/contract/foreign-doors";

export const dynamic = "force-dynamic";

export const POST = foreignRoute(heliconeOperation, "helicone");
