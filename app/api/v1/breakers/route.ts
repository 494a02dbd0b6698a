import { implement } from "@/app/_server/implement";
import { LISTS } from "@/app/_server/reads/lists";
import { breakersOperation } from "@/lib/contract/breakers";

export const GET = implement(breakersOperation, LISTS[breakersOperation.path].read);
