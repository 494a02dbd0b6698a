import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/messages/translate";
import classes from "./ledger.module.css";

/** How whoever has the files sees that they are what was signed. */
export function VerifyPanel({ month }: { month: string | null }) {
  const name = month ?? "2026-03";
  return (
    <Panel
      title={t("Check a statement")}
      subtitle={t("Without a server: the signature, the rows, and every sum that they add up to")}
    >
      <p className={classes.text}>
        {t(
          "A statement names its key, the versions of prices, and the SHA-256 of its rows. Late records, new prices and revisions never change it; they are shown as what arrived after the close.",
        )}
      </p>
      <pre className={classes.code}>
        {`npm run statement -- export ${name}\nnpm run statement -- verify statement_${name}.json --rows rows_${name}.ndjson --key keys.json`}
      </pre>
      <p className={classes.text}>
        {rich("keys.json is the answer of {link}.", {
          link: <a href="/api/v1/policies/keys">/api/v1/policies/keys</a>,
        })}
      </p>
    </Panel>
  );
}
