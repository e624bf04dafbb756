import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev:console` finds the API. */
const SERVER = 'http://127.0.0.1:8780'

/** One folder of files with hashed names, and nothing inline: the policy of the page lets nothing else run. */
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: { target: 'es2023', assetsInlineLimit: 0, cssCodeSplit: true, reportCompressedSize: false, chunkSizeWarningLimit: 1_000, modulePreload: { polyfill: false } },
  server: { host: '127.0.0.1', proxy: { '/api': { target: SERVER, changeOrigin: false } } },
})
