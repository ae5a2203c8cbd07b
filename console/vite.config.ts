import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = process.env.TRIBUTARY_API ?? 'http://127.0.0.1:8080';

/** `vite preview` answers the page as the server does: with a fresh nonce and the strict policy. */
function strictPolicy(): Plugin {
  return {
    name: 'strict-policy',
    configurePreviewServer(preview) {
      const page = readFileSync(resolve(preview.config.root, preview.config.build.outDir, 'index.html'), 'utf8');
      preview.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
        if (pathname.startsWith('/api/') || pathname.split('/').at(-1)?.includes('.')) {
          next();
          return;
        }
        const nonce = randomBytes(16).toString('base64');
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.setHeader(
          'Content-Security-Policy',
          `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; ` +
            `font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
        );
        response.end(page.replaceAll('__CSP_NONCE__', nonce));
      });
    },
  };
}

export default defineConfig({
  plugins: [react(), strictPolicy()],
  // The server replaces the placeholder with a fresh nonce in every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            // One file instead of one per icon.
            { name: 'icons', test: /node_modules[\\/]lucide-react[\\/]/ },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': server } },
  test: {
    environment: 'jsdom',
    css: false,
    maxWorkers: 1,
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    testTimeout: 20_000,
  },
});
