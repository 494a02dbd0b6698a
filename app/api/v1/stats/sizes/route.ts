import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { sizeClassesOperation } from "@/lib/contract/size-classes";

export const GET = implement(sizeClassesOperation, ({ query }) => answerRead(sizeClassesOperation.path, query));
