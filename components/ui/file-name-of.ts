/** The name of a file with what stands under a title. */
export function fileNameOf(title: string): string {
  return `switchyard-${title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.csv`;
}
