import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { getSql } from "@/app/_server/runtime";
import { storeScores } from "@/db/scores/store-scores";
import { MAX_BODY_BYTES } from "@/lib/contract/log-record";
import { scoresOperation, storeScoresOperation } from "@/lib/contract/scores";
import { admissionLimit } from "@/lib/http/admission-limit";
import { withText } from "@/lib/http/read-body";
import { Reply } from "@/lib/http/route";
import { readScores } from "@/lib/ingest/scores/read-scores";

export const dynamic = "force-dynamic";

/** Stores scores; answered only after the commit. 422 when every score was rejected. */
export const POST = implement(storeScoresOperation, ({ request, caller }) =>
  withText(request, { admission: admissionLimit("logs"), maxBytes: MAX_BODY_BYTES }, async (text) => {
    const { valid, invalid } = readScores(text, request.headers.get("content-type"));
    const scores = valid.map(({ score }) => score);
    const apiKeyId = caller.kind === "key" ? caller.id : null;
    const stored = await storeScores(getSql(), { scores, apiKeyId, now: new Date() });
    const rejected = invalid.map(({ index, id, errors }) => ({ index, id, errors }));
    return new Reply({ ...stored, rejected }, { status: rejected.length > 0 && scores.length === 0 ? 422 : 200 });
  }),
);

export const GET = implement(scoresOperation, ({ query }) => answerRead(scoresOperation.path, query));
