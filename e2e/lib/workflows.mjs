// Workflows that scenarios begin with.

/** A step in a row of steps. */
export const step = (id, name, kind, x, parameters = {}, version = 1) => ({
  id, name, kind, version, position: [x, 0], parameters,
});

/** A wire between two steps, by id. */
export const wire = (from, to, output = 0) => ({ from: { node: from, port: output }, to: { node: to } });

/** A start and a step of code behind it. */
export const withCode = (name, code, step_name = 'Rows') => ({
  name,
  nodes: [step('a', 'Start', 'manual', 0), step('b', step_name, 'code', 288, { jsCode: code }, 2)],
  edges: [wire('a', 'b')],
});

/** So many steps in rows, each behind the one before. */
export function many(count, name = 'Many steps') {
  const nodes = [step('n0', 'Start', 'manual', 0)];
  const edges = [];
  for (let at = 1; at < count; at += 1) {
    nodes.push({
      ...step(`n${at}`, `Step ${at}`, 'set', 0, {
        assignments: { assignments: [{ id: 'a', name: `x${at}`, type: 'string', value: `={{ $json.x${at - 1} }} ${at}` }] },
      }, 3.4),
      position: [(at % 40) * 272, Math.floor(at / 40) * 144],
    });
    edges.push(wire(`n${at - 1}`, `n${at}`));
  }
  return { name, nodes, edges };
}
