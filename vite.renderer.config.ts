import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * The window's pages. One result for both carriers: paths are relative, so `app://` and `http://127.0.0.1` serve the same
 * files, and nothing is inlined, because the content security policy allows neither `data:` fonts nor inline scripts.
 */
export default defineConfig({
  root: folder('renderer'),
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: folder('out/renderer'),
    emptyOutDir: true,
    // The engine is Electron's own or a Chromium of the same age; older syntax would only blur the tokens (light-dark()).
    target: 'chrome140',
    cssTarget: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', fs: { allow: [folder('.')] } },
})
