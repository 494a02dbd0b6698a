import { foreignRoute } from "@/app/_server/foreign-route";
import { portkeyOperation } from "@/lib/contract/foreign-doors";

export const dynamic = "force-dynamic";

export const POST = foreignRoute(portkeyOperation, "portkey");
