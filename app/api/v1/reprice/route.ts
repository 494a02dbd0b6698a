import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { readRepriceRuns } from "@/app/_server/read-reprice-runs";
import { previewOnThread } from "@/app/_server/reprice/reprice-service";
import { getDb, getSql } from "@/app/_server/runtime";
import { beginReprice } from "@/db/reprice/begin-reprice";
import { loadRepricePrices } from "@/db/reprice/load-reprice-prices";
import { AppError } from "@/lib/contract/error";
import { repriceOperation, repriceRequestOf, repriceRunsOperation } from "@/lib/contract/reprice";
import { errorResponse } from "@/lib/http/error-response";
import { t } from "@/lib/messages/translate";

export const GET = implement(repriceRunsOperation, readRepriceRuns);

export const POST = implement(repriceOperation, async ({ request, caller, body }) => {
  const { apply, token, reason } = body;
  const asked = repriceRequestOf(body);
  if (!apply || token === undefined || reason === undefined) {
    return { preview: await previewOnThread(asked, request.signal), run: null };
  }
  const prices = await loadRepricePrices(getDb());
  const begun = { token, reason, actor: actorName(caller), now: new Date(), prices };
  const run = await beginReprice(getSql(), { request: asked, ...begun });
  return run ? { preview: null, run } : staleResponse(asked, request.signal);
});

/** What would be changed now, to whoever was shown something else. */
async function staleResponse(asked: ReturnType<typeof repriceRequestOf>, signal: AbortSignal): Promise<Response> {
  const preview = await previewOnThread(asked, signal);
  const refused = errorResponse(
    new AppError("CONFLICT", t("The difference has changed since it was shown: look at it again"), {
      fields: { token: [t("Is of another difference; the one of now is in preview")] },
    }),
  );
  const body: object = await refused.json();
  return Response.json({ ...body, preview }, { status: refused.status, headers: refused.headers });
}
