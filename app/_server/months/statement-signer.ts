import type { StatementSigner } from "@/db/months/close-month";
import type { SettledEnv } from "@/lib/env";
import { signingKeys } from "../bundle/signing-keys";

/** Signs statements with the key that bundles are signed with. */
export function statementSigner(env: Pick<SettledEnv, "secret" | "signingSeeds">): StatementSigner {
  const [{ published, sign }] = signingKeys(env);
  return { key_id: published.id, public_key: published.public_key, sign };
}
