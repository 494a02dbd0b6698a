import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { listRouters } from "@/db/routers/list-routers";
import { routersOperation } from "@/lib/contract/routers";

export const GET = implement(routersOperation, () => listRouters(getReadDb(), { now: new Date() }));
