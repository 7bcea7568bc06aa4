// Compiles src/ into dist/: one entry for the launcher, split into chunks so that a command loads
// only what it uses; native and WebAssembly packages stay where npm put them.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

// Commander loads it for subcommands that are programs of their own, which there are none of; it takes the network
// modules along, a tenth of the time of a start.
const withoutChildProcesses = {
  name: 'without-child-processes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child_process', namespace: 'nothing' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  sourcemap: false,
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  logLevel: 'warning',
  external: ['better-sqlite3', 'highs', '@resvg/resvg-js', '@myriaddreamin/typst-ts-node-compiler'],
  plugins: [withoutChildProcesses],
  // CommonJS packages inside an ES module bundle still call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

// Only on request: chunk names carry a hash, so a build beside a running program never breaks it.
if (process.argv.includes('--clean')) await rm('dist', { recursive: true, force: true });
await build({
  ...shared,
  // The process is started by the name of its file.
  entryPoints: {
    main: 'src/main.ts',
    version: 'src/common/version.ts',
    'library-process': 'src/workbook/library/library-process.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
});
await build({
  ...shared,
  entryPoints: {
    demo: 'fixtures/demo.ts',
    generate: 'fixtures/generate.ts',
    hostile: 'fixtures/hostile/generate.ts',
    partition: 'fixtures/partition.ts',
    reference: 'src/cli/reference.ts',
  },
  outdir: 'dist/dev',
  chunkNames: 'chunks/[name]-[hash]',
});
