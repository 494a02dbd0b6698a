import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getSql } from "@/app/_server/runtime";
import { recordAudit } from "@/db/audit/record-audit";
import { storeScores } from "@/db/scores/store-scores";
import { MAX_BODY_BYTES, MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { importScoreFileOperation, importScoreFileSchema } from "@/lib/contract/score-files";
import { admissionLimit } from "@/lib/http/admission-limit";
import { jsonText } from "@/lib/http/json-text";
import { parseInput } from "@/lib/http/parse-input";
import { parseJson } from "@/lib/http/parse-json";
import { withBody } from "@/lib/http/read-body";
import { refuseProtoNames } from "@/lib/http/refuse-proto-names";
import { readScoreFile } from "@/lib/ingest/scores/read-score-file";

export const dynamic = "force-dynamic";

/** Stores the scores of a file, or says what it would become; one that was cut off is safe to send again. */
export const POST = implement(importScoreFileOperation, ({ request, caller }) =>
  withBody(request, { admission: admissionLimit("logs"), maxBytes: MAX_BODY_BYTES }, async (bytes) => {
    const body = parseJson(jsonText(bytes));
    refuseProtoNames(body);
    const { text, file_name, dry_run } = parseInput(importScoreFileSchema, body);
    const { scores, ...file } = await readScoreFile(text);
    const reply = { ...file, dry_run, valid: scores.length, accepted: 0, duplicates: 0 };
    if (dry_run) return reply;

    const now = new Date();
    const apiKeyId = caller.kind === "key" ? caller.id : null;
    for (let at = 0; at < scores.length; at += MAX_RECORDS_PER_POST) {
      const part = scores.slice(at, at + MAX_RECORDS_PER_POST);
      const { accepted, duplicates } = await storeScores(getSql(), { scores: part, apiKeyId, now });
      reply.accepted += accepted;
      reply.duplicates += duplicates;
    }
    const { rows, accepted, duplicates, rejected } = reply;
    const after = { rows, accepted, duplicates, rejected };
    if (accepted > 0) {
      await recordAudit(getDb(), { actor: actorName(caller), action: "score.import", subject: file_name, after, now });
    }
    return reply;
  }),
);
