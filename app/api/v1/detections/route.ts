import { implement } from "@/app/_server/implement";
import { LISTS } from "@/app/_server/reads/lists";
import { detectionsOperation } from "@/lib/contract/detections";

export const GET = implement(detectionsOperation, LISTS[detectionsOperation.path].read);
