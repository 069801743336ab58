// The one-directional import rule: every folder may import only the folders named here (and itself).
// "base ← contracts ← parsing, segmentation, embedding, conversion, vector-index, storage
//   ← indexing, search, near-duplicates, compare ← engine ← host, main, cli, bench"
const mayImport = {
  'app/base': [],
  'app/contracts': ['app/base'],
  'app/text': [],
  'app/parsing': ['app/contracts', 'app/base', 'app/text'],
  'app/segmentation': ['app/contracts', 'app/base'],
  'app/embedding': ['app/contracts', 'app/base'],
  'app/conversion': ['app/contracts', 'app/base'],
  'app/vector-index': ['app/contracts', 'app/base'],
  'app/storage': ['app/contracts', 'app/base'],
  'app/indexing': [
    'app/parsing',
    'app/segmentation',
    'app/embedding',
    'app/vector-index',
    'app/storage',
    'app/contracts',
    'app/base',
  ],
  'app/search': ['app/embedding', 'app/vector-index', 'app/storage', 'app/contracts', 'app/base', 'app/text'],
  'app/near-duplicates': ['app/vector-index', 'app/storage', 'app/contracts', 'app/base'],
  'app/compare': ['app/embedding', 'app/conversion', 'app/contracts', 'app/base'],
  'app/evaluation': ['app/contracts', 'app/base'],
  'app/engine': ['app/'],
  'app/host': ['app/engine', 'app/contracts', 'app/base'],
  cli: ['app/host', 'app/engine', 'app/contracts', 'app/base'],
  main: ['app/host', 'app/engine', 'app/contracts', 'app/base'],
  renderer: ['app/contracts', 'app/text'],
  bench: ['app/'],
  e2e: ['cli', 'app/host', 'app/contracts', 'app/base'],
  packaging: [],
  trials: ['app/', 'cli'],
};

const folderRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `layer-${folder.replace('/', '-')}`,
  comment: `${folder} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: '^(app|main|renderer|cli|bench|e2e|packaging|trials)/',
    pathNot: [folder, ...allowed].map((name) => `^${name}/`.replace('//', '/')),
  },
}));

// Only these folders may open a socket; parsers least of all.
const networkModules =
  '^(node:)?(net|http|https|http2|tls|dgram|dns)(/|$)|node_modules/(ws|open|@huggingface/hub)/';

module.exports = {
  forbidden: [
    ...folderRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron/' },
    },
    {
      name: 'no-network-outside-host',
      comment: 'Nothing opens a socket but the loopback host, and `model pull` of the command line.',
      severity: 'error',
      from: { path: '^(app|main|renderer|cli)/', pathNot: ['^app/host/', '^cli/', '\\.test\\.ts$'] },
      to: { path: networkModules },
    },
    {
      name: 'no-onnxruntime-with-telemetry',
      comment: 'onnxruntime is loaded by app/base/onnxruntime.ts alone, which tells it to report nothing.',
      severity: 'error',
      from: { path: '^(app|main|cli|bench)/', pathNot: '^app/base/onnxruntime\\.ts$' },
      to: { path: 'node_modules/onnxruntime-node/' },
    },
    {
      name: 'app-is-headless',
      comment: 'app/ knows neither electron nor react.',
      severity: 'error',
      from: { path: '^(app|cli)/' },
      to: { path: 'node_modules/(electron|react|react-dom)/' },
    },
    {
      name: 'no-node-in-renderer',
      severity: 'error',
      from: { path: '^(renderer|app/contracts)/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|node_modules)/' },
    parser: 'tsc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
