/** The day or version of a build after a model's name. */
const BUILD = /^[-@:](?:v?\d[\d.@:v-]*|latest|preview|exp)$/;

/** Whether a name is that of a model, or of a dated or numbered build of it; whoever publishes it and capitals make no difference. */
export function isBuildOf(name: string, model: string): boolean {
  const [build, base] = [lastPart(name), lastPart(model)];
  return build === base || (build.startsWith(base) && BUILD.test(build.slice(base.length)));
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).toLowerCase();
}
