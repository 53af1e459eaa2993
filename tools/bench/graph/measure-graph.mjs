// One computation of the graph in a process of its own: node measure-graph.mjs <plugin> <services>, in the workspace.
// Prints what it took as JSON.
import { readFileSync } from 'node:fs';

const [, , plugin, count] = process.argv;
const begin = performance.now();
const { createNodes, createDependencies } = await import(plugin);
const loaded = performance.now();
const nxJsonConfiguration = JSON.parse(readFileSync('nx.json', 'utf8'));
const context = { workspaceRoot: process.cwd(), nxJsonConfiguration };
const services = Array.from({ length: Number(count) }, (_, index) => `svc-${index}`);
const files = ['config/gitops.yaml', ...services.map((name) => `apps/${name}/kbld.yaml`)];
const start = performance.now();
const nodes = await createNodes[1](files, {}, context);
const made = nodes.flatMap(([, { projects }]) => Object.entries(projects));
const projects = Object.fromEntries(
  made.map(([root, project]) => [root.slice(root.lastIndexOf('/') + 1), { root, ...project }]),
);
const edges = await createDependencies({}, { ...context, projects });
const end = performance.now();
const { dependsOn } = projects['config'].targets['render'];
const stale = dependsOn.flatMap(({ projects }) => projects);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(
  JSON.stringify({
    load: loaded - begin,
    graph: end - start,
    megabytes,
    edges: edges.length,
    stale,
  }),
);
