// Every screen of Millrace with real content, one after the other.

import { Canvas } from './canvas.mjs';
import { interrupt } from './interrupted.mjs';
import { step, wire } from './workflows.mjs';

/** Steps of a kind that needs a look: a choice, a loop, a note, files. */
const GALLERY = {
  name: 'Orders of the day',
  tags: ['shop'],
  nodes: [
    step('start', 'When you press Run', 'manual', 0),
    step('orders', 'Orders', 'code', 272, {
      jsCode: "// the orders of today\nreturn Array.from({ length: 40 }, (_, n) => ({\n  customer: ['Ada', 'Blaise', 'Grace', 'Linus'][n % 4],\n  total: 20 + n * 7,\n  paid: n % 3 > 0,\n  city: ['London', 'Paris', 'New York', 'Helsinki'][n % 4],\n}));",
    }, 2),
    step('paid', 'Is it paid?', 'if', 544, {
      conditions: {
        options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
        conditions: [{ id: 'c', leftValue: '={{ $json.paid }}', operator: { type: 'boolean', operation: 'true', singleValue: true } }],
        combinator: 'and',
      },
    }, 2.2),
    { ...step('thank', 'Write a thank you', 'set', 0, {
      assignments: { assignments: [{ id: 'a', name: 'letter', type: 'string', value: '=Dear {{ $json.customer }}, thank you for {{ $json.total }}.' }] },
      includeOtherFields: true,
    }, 3.4), position: [848, -112] },
    { ...step('remind', 'Write a reminder', 'set', 0, {
      assignments: { assignments: [{ id: 'a', name: 'letter', type: 'string', value: '=Dear {{ $json.customer }}, {{ $json.total }} is still open.' }] },
      includeOtherFields: true,
    }, 3.4), position: [848, 96] },
    step('all', 'All letters', 'merge', 1120, {}, 3.2),
    step('sort', 'Largest first', 'sort', 1392, { sortFieldsUi: { sortField: [{ fieldName: 'total', order: 'descending' }] } }),
    { ...step('note', 'About', 'note', 0, { content: '## Orders of the day\nA **letter** for each order: a thank you, or a reminder.', width: 352, height: 128 }), position: [0, -224] },
  ],
  edges: [
    wire('start', 'orders'), wire('orders', 'paid'), wire('paid', 'thank'), wire('paid', 'remind', 1),
    wire('thank', 'all'), { from: { node: 'remind' }, to: { node: 'all', port: 1 } }, wire('all', 'sort'),
  ],
};

const WANTS = {
  name: 'Prices from a file',
  nodes: [
    step('a', 'When you press Run', 'manual', 0),
    step('b', 'Read the list', 'file.disk', 272, { fileSelector: '/home/ada/prices.csv' }),
    step('c', 'Write the result', 'file.disk', 544, { operation: 'write', fileName: '/home/ada/reports/prices.csv' }),
  ],
  edges: [wire('a', 'b'), wire('b', 'c')],
};

const FAILS = {
  name: 'Prices from the list',
  nodes: [
    step('a', 'When you press Run', 'manual', 0),
    step('b', 'As a date', 'date-time', 272, { operation: 'formatDate', date: 'the day before', format: 'yyyy-MM-dd' }, 2),
  ],
  edges: [wire('a', 'b')],
};

/** Goes through all screens; `look(name)` is called at each. */
export async function screens(page, world, look) {
  const show = async (name) => {
    await page.frame();
    await look(name);
  };
  await page.see('door-template');
  await page.see({ css: '.template-card' });
  await show('first-run');
  await page.click('door-import');
  await page.see('import-files');
  await show('import');
  await page.press('Escape');
  await page.gone('import-files');
  await page.go('#/runs');
  await page.see({ text: 'Nothing has run yet' });
  await show('runs-empty');
  await page.go('#/templates');
  await page.see('template-quick-start');
  await show('templates');
  await credentials(page, show);

  const gallery = await page.call('workflow_create', { name: GALLERY.name, workflow: GALLERY });
  const failing = await page.call('workflow_create', { name: FAILS.name, workflow: FAILS });
  for (const id of ['folder-to-excel', 'invoice-reminders', 'big-list-in-batches', 'join-two-lists']) {
    await page.call('template_use', { id });
  }
  const wanting = await page.call('workflow_create', { name: WANTS.name, workflow: WANTS });
  await editor(page, gallery.workflow.id, show);
  await failure(page, failing.workflow.id, show);
  await lists(page, show);
  await inbox(page, world, show);
  await dialogs(page, wanting.workflow.id, show);
}

/** Credentials from the empty list on: the first brings the recovery code. They stay for the screens behind. */
async function credentials(page, show) {
  await page.go('#/credentials');
  await page.see('first-credential');
  await show('credentials-empty');
  await page.click('first-credential');
  await page.see('kind-httpBearerAuth');
  await show('credential-kinds');
  await page.click('kind-httpBearerAuth');
  await page.see('credential-form');
  await page.fill('credential-title', 'Shop, reading only');
  await page.fill('credential-token', 'not-a-real-token');
  await page.fill('credential-host', 'api.example.com');
  await show('credential-new');
  await page.click('credential-save');
  await page.see('recovery-code');
  await show('recovery-code');
  await page.click({ role: 'checkbox', name: 'I have kept it' });
  await page.click('recovery-done');
  await page.gone('recovery-code');
  const day = 86_400_000;
  const soon = { hosts: ['mail.example.com', 'files.example.com'], environment: 'production', tags: ['office'], expiresMs: Date.now() + 3 * day };
  await page.call('credential_create', { name: 'Mail', kind: 'httpBasicAuth', about: soon, fields: { user: 'ada', password: 'not-a-real-password' } });
  const gone = { hosts: ['old.example.com'], expiresMs: Date.now() - day };
  await page.call('credential_create', { name: 'Old weather key', kind: 'apiKey', about: gone, fields: { key: 'not-a-real-key' } });
  await page.see({ testid: 'credential-row', has: 'Old weather key' });
  await show('credentials');
  await page.click({ role: 'button', name: 'Mail', exact: true });
  await page.see('credential-form');
  await show('credential-edit');
  await page.press('Escape');
  await page.gone('credential-form');
  await page.call('vault_lock');
  await page.see('vault-locked');
  await show('credentials-locked');
}

async function editor(page, id, show) {
  await page.go(`#/workflow/${id}`);
  await page.until(() => Boolean(window.__millrace?.workflow()?.nodes));
  const canvas = new Canvas(page);
  await canvas.rects();
  await show('editor-new');
  await page.click('run');
  await page.says('run-sentence', 'steps ran');
  await canvas.click('Write a reminder');
  await page.see('preview');
  await canvas.rects();
  await show('editor');
  await page.click({ css: '[data-testid=assignment] .value-input', nth: -1 }, { at: [8, 8] });
  await page.see('picker');
  await show('picker');
  await page.press('Escape');
  await page.click('step-input-tab');
  await page.see('data-table');
  await show('input');
  await page.click('step-output-tab');
  await page.see('data-table');
  await show('output-table');
  await page.click({ css: '.cell', nth: 1 });
  await page.see('value-view');
  await page.click('origin');
  await page.see('trail');
  await show('origin');
  await page.click({ role: 'button', name: 'Close', within: 'value-view' });
  await page.click({ role: 'button', name: 'As JSON' });
  await page.see('data-json');
  await show('output-json');
  await page.click({ role: 'button', name: 'As fields' });
  await page.see('schema');
  await show('output-fields');
  await page.click({ role: 'button', name: 'As a table' });
  await canvas.click('Is it paid?');
  await page.click('step-settings-tab');
  await page.see('conditions');
  await show('conditions');
  await canvas.click('Orders');
  await page.see('code');
  await show('code');
  await page.click('show-steps');
  await page.see('step-line');
  await show('steps');
  await page.click('show-steps');
  await page.press('Alt+V');
  await page.see('version-keep');
  await page.click('version-keep');
  await page.see('version');
  await show('versions');
  await page.press('Alt+V');
  await page.gone('version-keep');
  await page.press('Alt+O');
  await page.see('outline-row');
  await show('outline');
  await page.press('Alt+O');
  await canvas.rects();
}

async function failure(page, id, show) {
  await page.go(`#/workflow/${id}`);
  await page.until((wanted) => window.__millrace?.workflow()?.id === wanted, id);
  const canvas = new Canvas(page);
  await canvas.rects();
  await page.press('n');
  await page.see('step-popup');
  await show('add-step');
  await page.press('Escape');
  await page.gone('step-popup');
  await page.click('run');
  await page.see('show-failed');
  await page.click('show-failed');
  await page.see('step-error');
  await show('error');
  await page.click('open-run');
  await page.see('run-screen');
  await page.see('step-line');
  await show('run');
}

async function lists(page, show) {
  await page.go('#/');
  await page.see('workflow-row');
  await show('workflows');
  await page.click('look-grid');
  await page.see('workflow-card');
  await show('workflows-cards');
  await page.click('look-list');
  await page.go('#/runs');
  await page.see('run-row');
  await show('runs');
  await page.click('runs-errors-tab');
  await page.see('error-row');
  await show('runs-errors');
  await page.click('runs-list-tab');
  await page.go('#/settings');
  await page.see('set-language');
  await show('settings');
  await page.click({ role: 'button', name: 'Vault' });
  await page.see('vault-locked');
  await show('settings-vault');
  await page.click({ role: 'button', name: 'Audit log' });
  await page.see('audit-line');
  await show('settings-audit');
}

async function inbox(page, world, show) {
  await interrupt(page, world);
  await page.go('#/runs');
  await page.see('inbox-entry');
  await show('inbox');
  await page.click({ role: 'link', name: 'Letters to customers', within: 'inbox-entry' });
  await page.see('inbox-of');
  await show('inbox-run');
}

async function dialogs(page, id, show) {
  await page.press('Control+K');
  await page.see('palette-line');
  await show('search');
  await page.press('Escape');
  // Keys are the dialog's until it is away.
  await page.until(() => !document.querySelector('dialog'));
  await page.press('?');
  await page.see({ css: 'dialog[open]' });
  await show('keys');
  await page.press('Escape');
  await page.gone({ css: 'dialog[open]' });

  await page.go('#/templates');
  await page.click('template-text-of-pdfs');
  await page.see('template-ask');
  await show('template');
  await page.press('Escape');
  await page.gone('template-ask');

  await page.go(`#/workflow/${id}`);
  await page.until((wanted) => window.__millrace?.workflow()?.id === wanted, id);
  await new Canvas(page).rects();
  await page.press('Control+Enter');
  await page.see('grants');
  await show('permissions');
  await page.press('Escape');
  await page.gone('grants');
}
