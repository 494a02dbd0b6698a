import { implement } from "@/app/_server/implement";
import { LISTS } from "@/app/_server/reads/lists";
import { routersOperation } from "@/lib/contract/routers";

export const GET = implement(routersOperation, LISTS[routersOperation.path].read);
