import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { importPrices } from "@/app/_server/import-prices";
import { getDb } from "@/app/_server/runtime";
import { importPricesOperation, priceImportSchema, staleImportSchema } from "@/lib/contract/price-import";
import { admissionLimit } from "@/lib/http/admission-limit";
import { jsonText } from "@/lib/http/json-text";
import { parseInput } from "@/lib/http/parse-input";
import { parseJson } from "@/lib/http/parse-json";
import { withBody } from "@/lib/http/read-body";
import { refuseProtoNames } from "@/lib/http/refuse-proto-names";
import { t } from "@/lib/messages/translate";

export const dynamic = "force-dynamic";

export const POST = implement(importPricesOperation, ({ request, caller, query }) =>
  withBody(request, { admission: admissionLimit("requests") }, async (bytes) => {
    const body = parseJson(jsonText(bytes));
    refuseProtoNames(body, "UNPROCESSABLE");
    const sent = parseInput(priceImportSchema, body, "UNPROCESSABLE");
    const input = query.apply === undefined ? sent : { ...sent, apply: query.apply === "true" };
    const { status, diff } = await importPrices(getDb(), { input, actor: actorName(caller), now: new Date() });
    if (status === "stored") return diff;
    const message = t("The prices have changed since: look at the new difference");
    return Response.json(staleImportSchema.parse({ error: { code: "PRECONDITION_FAILED", message }, diff }), {
      status: 412,
    });
  }),
);
