import { build } from "esbuild";

/**
 * Writes each of these files as one script without types, named by its key, into a folder of this project; packages are
 * left out.
 *
 * Loaded through tsx instead, a script starts seconds later, and tsx gives every function made at run time its name by a
 * call, which costs more than most of them do.
 */
export async function bundleScripts(files: Readonly<Record<string, string>>, folder: string): Promise<void> {
  await build({
    entryPoints: { ...files },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.20",
    sourcemap: true,
    logLevel: "warning",
  });
}
