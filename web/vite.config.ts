import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Puts the bundle's script and styles into the page, so that the report is one file that opens from disk. */
function inline(): Plugin {
  return {
    name: 'inline',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const page of Object.values(bundle)) {
        if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue;
        let html = String(page.source);
        for (const [name, part] of Object.entries(bundle)) {
          if (part.type === 'chunk') {
            // A closing tag inside a string of the program would end the script early.
            const code = part.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
            html = html.replace(tag('script', name), () => `<script type="module">${code}</script>`);
          } else if (name.endsWith('.css')) {
            html = html.replace(tag('link', name), () => `<style>${String(part.source)}</style>`);
          } else continue;
          delete bundle[name];
        }
        page.source = html;
      }
    },
  };
}

function tag(element: 'script' | 'link', file: string): RegExp {
  const name = file.replaceAll('.', '\\.');
  return new RegExp(`<${element}[^>]*${name}"[^>]*>${element === 'script' ? '</script>' : ''}`);
}

export default defineConfig({
  plugins: [svelte(), inline()],
  base: './',
  build: {
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    reportCompressedSize: true,
    chunkSizeWarningLimit: 1000,
    rollupOptions: { input: 'report.html' },
  },
  test: { include: ['tests/unit/**/*.test.ts'] },
});
