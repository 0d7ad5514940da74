import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('src/web'),
  plugins: [react()],
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    manifest: true,
    // All styles weigh a tenth of what the scripts of a list do: one file, instead of one more request for every part of a page.
    cssCodeSplit: false,
    target: 'es2022',
    // The pages' content security policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What most pages need comes as one file; left alone, every icon and every small part is a request of its own.
        codeSplitting: {
          groups: [
            { name: 'kit', test: /src[\\/](web|kernel)[\\/]|@tabler/, minShareCount: 10 },
            { name: 'icons', test: /@tabler/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4010' } },
})
