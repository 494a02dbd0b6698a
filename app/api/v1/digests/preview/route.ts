import { makeDigest } from "@/app/_server/digests/make-digest";
import { previewDigest } from "@/app/_server/digests/preview-digest";
import { implement } from "@/app/_server/implement";
import { previewDigestOperation } from "@/lib/contract/digests";

export const GET = implement(previewDigestOperation, async ({ query }) => previewDigest(await makeDigest(query)));
