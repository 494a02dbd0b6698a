import access from "./access.json" with { type: "json" };
import account from "./account.json" with { type: "json" };
import alerts from "./alerts.json" with { type: "json" };
import app from "./app.json" with { type: "json" };
import attempts from "./attempts.json" with { type: "json" };
import breakers from "./breakers.json" with { type: "json" };
import budgets from "./budgets.json" with { type: "json" };
import capacity from "./capacity.json" with { type: "json" };
import charts from "./charts.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import compare from "./compare.json" with { type: "json" };
import contract from "./contract.json" with { type: "json" };
import copies from "./copies.json" with { type: "json" };
import detections from "./detections.json" with { type: "json" };
import digests from "./digests.json" with { type: "json" };
import domain from "./domain.json" with { type: "json" };
import failovers from "./failovers.json" with { type: "json" };
import ingest from "./ingest.json" with { type: "json" };
import ledger from "./ledger.json" with { type: "json" };
import model from "./model.json" with { type: "json" };
import overview from "./overview.json" with { type: "json" };
import periods from "./periods.json" with { type: "json" };
import policies from "./policies.json" with { type: "json" };
import prices from "./prices.json" with { type: "json" };
import pricesImport from "./prices-import.json" with { type: "json" };
import reconciliation from "./reconciliation.json" with { type: "json" };
import reprice from "./reprice.json" with { type: "json" };
import router from "./router.json" with { type: "json" };
import server from "./server.json" with { type: "json" };
import shell from "./shell.json" with { type: "json" };
import signIn from "./sign-in.json" with { type: "json" };
import sla from "./sla.json" with { type: "json" };
import spend from "./spend.json" with { type: "json" };
import ui from "./ui.json" with { type: "json" };
import views from "./views.json" with { type: "json" };
import whatIf from "./what-if.json" with { type: "json" };

export { describeRefusals } from "./refusals";

/** Simplified Chinese, by the part of the product that has it; `common` is in several. */
export const catalogue: Readonly<Record<string, string>> = {
  ...access,
  ...account,
  ...alerts,
  ...app,
  ...attempts,
  ...breakers,
  ...budgets,
  ...capacity,
  ...charts,
  ...common,
  ...compare,
  ...contract,
  ...copies,
  ...detections,
  ...digests,
  ...domain,
  ...failovers,
  ...ingest,
  ...ledger,
  ...model,
  ...overview,
  ...periods,
  ...policies,
  ...prices,
  ...pricesImport,
  ...reconciliation,
  ...reprice,
  ...router,
  ...server,
  ...shell,
  ...signIn,
  ...sla,
  ...spend,
  ...ui,
  ...views,
  ...whatIf,
};
