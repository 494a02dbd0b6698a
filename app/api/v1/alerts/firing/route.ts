import { implement } from "@/app/_server/implement";
import { LISTS } from "@/app/_server/reads/lists";
import { firingOperation } from "@/lib/contract/firing";

export const GET = implement(firingOperation, LISTS[firingOperation.path].read);
