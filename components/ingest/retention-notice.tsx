import { Alert } from "@mantine/core";

/** Nothing is deleted by age, and why. */
export function RetentionNotice({ reason }: { reason: string }) {
  return (
    <Alert color="red" role="alert" title="Retention is on hold: old data is retained" mb="md">
      {reason}
    </Alert>
  );
}
