import { Group } from "@mantine/core";
import { ApiError } from "@/lib/client/api-error";
import { Button } from "./button";
import { Notice } from "./notice";

type FormFootProps = {
  /** Why it was not stored; null where nothing was refused or a part above says so. */
  error: unknown;
  submitLabel: string;
  isPending: boolean;
  isDisabled?: boolean;
  onClose: () => void;
};

/** The end of a form in front of the page: why it was refused, and its two ways out. */
export function FormFoot({ error, submitLabel, isPending, isDisabled = false, onClose }: FormFootProps) {
  return (
    <>
      {error !== null && (
        <Notice tone="bad" role="alert">
          {error instanceof ApiError ? error.message : "The server could not be reached. Try again."}
        </Notice>
      )}
      <Group gap="xs" justify="end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isPending} disabled={isDisabled}>
          {submitLabel}
        </Button>
      </Group>
    </>
  );
}
