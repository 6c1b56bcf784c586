import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const LICENCES = 'licences.md';

/**
 * Puts the bundle's script and styles into the page, so that the report is one file that opens from disk,
 * and the licences of what it is made of at its end.
 */
function inline(file: string): Plugin {
  return {
    name: 'inline',
    enforce: 'post',
    generateBundle: {
      // After the licences are gathered, which needs the parts apart.
      order: 'post',
      handler(_, bundle) {
        const licences = bundle[LICENCES];
        const page = bundle[file];
        if (licences?.type !== 'asset' || page?.type !== 'asset')
          throw new Error(`no ${LICENCES} or ${file}`);
        let html = String(page.source);
        for (const [name, part] of Object.entries(bundle)) {
          if (part.type === 'chunk') {
            // A closing tag inside a string of the program would end the script early.
            const code = part.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
            html = html.replace(tag('script', name), () => `<script type="module">${code}</script>`);
          } else if (name.endsWith('.css')) {
            html = html.replace(tag('link', name), () => `<style>${String(part.source)}</style>`);
          }
        }
        // Two hyphens and a bracket end a comment.
        page.source = `${html}<!--\n${String(licences.source).replaceAll('-->', '- ->')}-->\n`;
        for (const name of Object.keys(bundle)) if (name !== file) delete bundle[name];
      },
    },
  };
}

function pageOf(mode: string): string {
  if (mode === 'app') return 'app.html';
  return mode === 'compare' ? 'compare.html' : 'report.html';
}

function tag(element: 'script' | 'link', file: string): RegExp {
  const name = file.replaceAll('.', '\\.');
  return new RegExp(`<${element}[^>]*${name}"[^>]*>${element === 'script' ? '</script>' : ''}`);
}

/** The workbench is served as files of fixed names, which its server embeds one by one. */
const SERVED = { entryFileNames: 'app.js', assetFileNames: 'app[extname]', codeSplitting: false };

// The page of a plain run carries nothing that only ensembles, AI and years need: `--mode ensemble` builds the page that does, and
// `--mode compare` the one of several scenarios side by side; `--mode app` builds the workbench.
export default defineConfig(({ mode }) => ({
  plugins: mode === 'app' ? [svelte()] : [svelte(), inline(pageOf(mode))],
  base: './',
  define: { __ENSEMBLES__: mode !== 'production', __AI__: mode !== 'production' },
  build: {
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    license: { fileName: LICENCES },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 1000,
    rollupOptions: { input: pageOf(mode), ...(mode === 'app' ? { output: SERVED } : {}) },
  },
  // `--mode client` tests a server that runs.
  test: { include: [`tests/${mode === 'client' ? 'client' : 'unit'}/**/*.test.ts`] },
}));
