import { IMPORT_TEXT_MAX } from "@/lib/contract/imports";
import { t } from "@/lib/messages/translate";
import { FileError, fileText } from "./file-text";

/** The whole text of a file that can be sent at once. Throws a FileError where it is longer, or cannot be read. */
export async function wholeText(file: File): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of fileText(file)) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > IMPORT_TEXT_MAX)
      throw new FileError(t("The file is longer than 8 MB: use the command line for it"));
  }
  return text + decoder.decode();
}
