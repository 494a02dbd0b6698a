import { Alert } from "@mantine/core";
import { t } from "@/lib/messages/translate";

/** A warning that nothing is deleted by age at the moment, with the reason. */
export function RetentionNotice({ reason }: { reason: string }) {
  return (
    <Alert color="red" role="alert" title={t("Retention is on hold: old data is retained")} mb="md">
      {reason}
    </Alert>
  );
}
