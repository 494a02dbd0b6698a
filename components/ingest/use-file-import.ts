"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { isWorthRetrying } from "@/lib/client/api-error";
import { wholeText } from "@/lib/client/imports/whole-text";

type FileImport<Imported> = {
  file: File;
  /** What a preview is of beside the file: another one is another preview. */
  as?: string;
  post: (text: string, isDryRun: boolean) => Promise<Imported>;
};

/** A file that is imported in one post: what it would become, told by a dry run, and then the storing of it. */
export function useFileImport<Imported>({ file, as = "", post }: FileImport<Imported>) {
  const id = useId();
  const send = async (isDryRun: boolean) => post(await wholeText(file), isDryRun);
  const preview = useQuery({
    queryKey: ["file-preview", id, file.name, file.size, file.lastModified, as],
    retry: isWorthRetrying,
    queryFn: () => send(true),
  });
  const stored = useMutation({ mutationFn: () => send(false) });
  return { preview, stored, error: stored.error ?? preview.error };
}
