// The canvas: where its cards, ports and wires are comes from the page; the hand is a real pointer.

import { middle } from './page.mjs';

const name = (wanted) => (typeof wanted === 'string' ? wanted : wanted.source);

/** The canvas of a page. */
export class Canvas {
  constructor(page) {
    this.page = page;
  }

  /** Waits until it is drawn and stands still; where everything is. */
  rects() {
    return this.page.still(
      () => this.page.evaluate(() => { const all = window.__millrace?.rects(); return all?.canvas ? all : null; }),
      'the canvas is not drawn or never stands still',
    );
  }

  /** The workflow as the page has it. */
  workflow() {
    return this.page.evaluate(() => window.__millrace?.workflow() ?? null);
  }

  /** Names of the steps, without notes. */
  async names() {
    const nodes = (await this.workflow())?.nodes ?? [];
    return nodes.filter((node) => node.kind !== 'note').map((node) => node.name);
  }

  /** Wires as `from → to` by name, sorted; a second output is `from.1 → to`. */
  async wires() {
    const { nodes, edges } = (await this.workflow()) ?? { nodes: [], edges: [] };
    const of = new Map(nodes.map((node) => [node.id, node.name]));
    const end = ({ node, port }) => of.get(node) + (port ? `.${port}` : '');
    return edges.map((edge) => `${end(edge.from)} → ${end(edge.to)}`).sort();
  }

  /** Waits until the workflow looks as wanted: its wires by name. */
  async has(wires) {
    const wanted = JSON.stringify([...wires].sort());
    let last;
    await this.page.wait(
      async () => { last = JSON.stringify(await this.wires()); return last === wanted; },
      () => `the wires are ${last}, not ${wanted}`,
    );
  }

  /** Waits until there are so many steps. */
  async hasSteps(count) {
    let last;
    await this.page.wait(
      async () => { last = await this.names(); return last.length === count; },
      () => `the steps are ${last}, not ${count}`,
    );
  }

  /** The card of a step, by its name. */
  async card(wanted) {
    return this.found((all) => all.nodes.find((node) => node.name === wanted), `no card is called ${name(wanted)}`);
  }

  /** A port of a step. */
  async port(step, side, index = 0) {
    return this.found((all) => {
      const node = all.nodes.find((one) => one.name === step);
      return all.ports.find((port) => port.node === node?.id && port.side === side && port.port === index);
    }, `${step} has no ${side} ${index}`);
  }

  /** The wire between two steps. */
  async wire(from, to) {
    return this.found((all) => {
      const id = (step) => all.nodes.find((one) => one.name === step)?.id;
      return all.edges.find((edge) => edge.from === id(from) && edge.to === id(to));
    }, `there is no wire from ${from} to ${to}`);
  }

  async found(pick, why) {
    return this.page.wait(async () => pick(await this.rects()), why);
  }

  /** Clicks a step. */
  async click(step, options) {
    await this.page.clickAt(middle(await this.card(step)), options);
  }

  /** Waits until a step is the selected one. */
  async selected(step) {
    const id = (await this.workflow()).nodes.find((node) => node.name === step)?.id;
    await this.page.until((wanted) => window.__millrace.selected().includes(wanted), id);
  }

  /** Draws a wire from one port to another. */
  async connect(from, to, output = 0, input = 0) {
    const start = await this.port(from, 'output', output);
    const end = await this.port(to, 'input', input);
    await this.page.drag(middle(start), middle(end));
  }

  /** An empty place on the canvas, some way from a card. */
  async beside(step, [x, y]) {
    const card = await this.card(step);
    return [card.x + card.width / 2 + x, card.y + card.height / 2 + y];
  }

  /** Waits until everything is kept. */
  async saved() {
    await this.page.until(() => window.__millrace.saved());
  }
}

/** Opens a workflow in the editor. */
export async function openEditor(page, id) {
  await page.go(`#/workflow/${id}`);
  await page.until(() => Boolean(window.__millrace?.workflow()?.nodes));
  const canvas = new Canvas(page);
  await canvas.rects();
  return canvas;
}

/** Makes a workflow and opens it. */
export async function create(page, workflow = { name: 'A workflow', nodes: [], edges: [] }) {
  const draft = await page.call('workflow_create', { name: workflow.name, workflow });
  return { id: draft.workflow.id, canvas: await openEditor(page, draft.workflow.id) };
}
