import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { addCatalogueModel } from "@/db/catalogue/add-catalogue-model";
import { changeCatalogueModel } from "@/db/catalogue/change-catalogue-model";
import { listCatalogueModels } from "@/db/catalogue/list-catalogue-models";
import {
  addCatalogueModelOperation,
  catalogueOperation,
  changeCatalogueModelOperation,
} from "@/lib/contract/catalogue";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const GET = implement(catalogueOperation, async () => ({ models: await listCatalogueModels(getReadDb()) }));

export const POST = implement(addCatalogueModelOperation, async ({ caller, body }) => {
  const added = await addCatalogueModel(getDb(), { input: body, actor: actorName(caller), now: new Date() });
  return new Reply(added, { headers: { etag: versionEtag(added.version) } });
});

export const PATCH = implement(changeCatalogueModelOperation, async ({ request, caller, body }) => {
  const edit = { change: body, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() };
  const changed = await changeCatalogueModel(getDb(), edit);
  return new Reply(changed, { headers: { etag: versionEtag(changed.version) } });
});
