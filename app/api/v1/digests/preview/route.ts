import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { previewDigestOperation } from "@/lib/contract/digests";

export const GET = implement(previewDigestOperation, ({ query }) => answerRead(previewDigestOperation.path, query));
