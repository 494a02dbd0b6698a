import { Button } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";
import type { useFileImport } from "./use-file-import";

type ImportButtonProps = Pick<ReturnType<typeof useFileImport>, "stored"> & {
  file: File;
  /** How much of the file would be stored; null until it is known. */
  found: number | null;
};

/** Stores what the preview of a file shows, once. */
export function ImportButton({ file, found, stored }: ImportButtonProps) {
  return (
    <div>
      <Button disabled={!found || stored.isSuccess} loading={stored.isPending} onClick={() => stored.mutate()}>
        {t("Import {name}", { name: file.name })}
      </Button>
    </div>
  );
}
