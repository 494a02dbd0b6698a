import { t } from "@/lib/messages/translate";
import classes from "./read-only-notice.module.css";

/** That who looks at a policy's screen cannot change anything on it. */
export function ReadOnlyNotice() {
  return <p className={classes.readOnly}>{t("You can read everything here; an admin can change it.")}</p>;
}
