declare module "*.module.css" {
  const classes: { readonly [name: string]: string };
  // biome-ignore lint/style/noDefaultExport: it is how CSS modules are imported
  export default classes;
}

declare module "*.css";
