import { implement } from "@/app/_server/implement";
import { LISTS } from "@/app/_server/reads/lists";
import { retirementsOperation } from "@/lib/contract/retirements";

export const GET = implement(retirementsOperation, LISTS[retirementsOperation.path].read);
