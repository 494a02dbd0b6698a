import { foreignRoute } from "@/app/_server/foreign-route";

export const dynamic = "force-dynamic";

export const POST = foreignRoute("portkey");
