import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import rendererConfig from './vite.renderer.config.ts'

const root = import.meta.dirname

/** The packaged application: shell, device host and its workers as ESM, the preload as one CommonJS file, the page. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          index: resolve(root, 'electron/shell/main.ts'),
          'host.utility': resolve(root, 'electron/host/host.utility.ts'),
          'store.worker': resolve(root, 'electron/host/store/store.worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: resolve(root, 'electron/preload/index.ts') },
        // A sandboxed preload cannot be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...rendererConfig,
    build: { ...rendererConfig.build, rollupOptions: { input: resolve(root, 'renderer/index.html') } },
  },
})
