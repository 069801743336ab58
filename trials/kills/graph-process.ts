// Builds a graph over ever more vectors and saves it after each step, until it is killed.
import { clusteredVectors, rowsOf } from '../../app/vector-index/clustered-vectors.ts';
import { VectorIndex } from '../../app/vector-index/index.ts';
import { GRAPH_IDENTITY, STEP } from './kill-graph.ts';

const dir = process.argv[2] ?? '';
const vectors = clusteredVectors({ width: GRAPH_IDENTITY.dimensions });
const { modelId, unit, dimensions: width } = GRAPH_IDENTITY;
const index = await VectorIndex.open({ modelId, unit, width, graphFrom: STEP });
for (let first = 1; ; first += STEP) {
  index.add(rowsOf(vectors, STEP, first));
  while (index.work(50));
  await index.save(dir);
}
