import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // light-dark() is lowered for browsers that lack it
  css: { transformer: "lightningcss" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // everything is a file of its own: the cloud's content policy allows fonts and scripts from 'self' only, no data:
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // the map library, loaded when a map is looked at
    chunkSizeWarningLimit: 1_300,
    // how long the build took is no matter of who starts the product
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
