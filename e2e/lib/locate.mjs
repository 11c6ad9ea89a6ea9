// Finding things on a page, as a person does: by what they are and what they are called. Runs inside of the page.

/**
 * Where something is. `what` names it by `testid`, `role` and `name`, `css`, or `text`, and narrows it by `within`,
 * `has` (a text in it) and `nth`. Answers `{ count, rect, disabled, hidden, covered, text, value, checked }` of the
 * one that is meant, scrolled into view if `show`.
 */
export function locate(what, show) {
  const implicit = {
    button: 'button,summary,input[type=button],input[type=submit]',
    link: 'a[href]',
    textbox: 'input:not([type]),input[type=text],input[type=search],textarea,[contenteditable=true]',
    checkbox: 'input[type=checkbox]',
    combobox: 'select',
    dialog: 'dialog',
    heading: 'h1,h2,h3,h4',
    listitem: 'li',
    row: 'tr',
  };
  const nameOf = (element) => {
    const by = element.getAttribute('aria-labelledby');
    if (by) return by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
    const own = element.getAttribute('aria-label');
    if (own) return own.trim();
    const labels = element.labels?.length ? [...element.labels].map((label) => label.textContent).join(' ') : '';
    return (labels || element.textContent || element.getAttribute('title') || element.placeholder || '').trim();
  };
  const seen = (element) => {
    const rect = element.getBoundingClientRect();
    if (rect.width === 0 || rect.height === 0) return false;
    return getComputedStyle(element).visibility !== 'hidden';
  };
  const all = (one, root) => {
    let found;
    if (one.testid) found = [...root.querySelectorAll(`[data-testid="${CSS.escape(one.testid)}"]`)];
    else if (one.role) {
      const selector = [`[role="${one.role}"]`, implicit[one.role] && `:is(${implicit[one.role]}):not([role])`];
      found = [...root.querySelectorAll(selector.filter(Boolean).join(','))];
    } else if (one.css) found = [...root.querySelectorAll(one.css)];
    else if (one.text) {
      const fits = (element) => element.textContent.includes(one.text);
      found = [...root.querySelectorAll('*')].filter(fits);
      found = found.filter((element) => ![...element.children].some(fits));
    } else throw new Error(`nothing is named: ${JSON.stringify(one)}`);
    if (one.name !== undefined) {
      found = found.filter((element) => (one.exact ? nameOf(element) === one.name : nameOf(element).includes(one.name)));
    }
    if (one.has !== undefined) found = found.filter((element) => element.textContent.includes(one.has));
    return one.hidden ? found : found.filter(seen);
  };
  let root = document;
  if (what.within) {
    const within = typeof what.within === 'string' ? { testid: what.within } : what.within;
    root = all(within, document).at(within.nth ?? 0);
    if (!root) return { count: 0 };
  }
  const found = all(what, root);
  const element = found.at(what.nth ?? 0);
  if (!element) return { count: found.length };
  let rect = element.getBoundingClientRect();
  if (show) {
    const outside = rect.top < 0 || rect.left < 0 || rect.bottom > innerHeight || rect.right > innerWidth;
    const middle = document.elementFromPoint(rect.x + rect.width / 2, rect.y + rect.height / 2);
    if (outside || !middle || !element.contains(middle)) {
      element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      rect = element.getBoundingClientRect();
    }
  }
  const at = document.elementFromPoint(rect.x + rect.width / 2, rect.y + rect.height / 2);
  const covers = at && !element.contains(at) && !at.contains(element) && ![...(element.labels ?? [])].some((label) => label.contains(at));
  return {
    count: found.length,
    rect: { x: rect.x, y: rect.y, width: rect.width, height: rect.height },
    disabled: element.disabled === true || element.getAttribute('aria-disabled') === 'true',
    covered: covers ? at.outerHTML.slice(0, 120) : null,
    text: element.innerText ?? element.textContent,
    value: element.value ?? element.textContent,
    checked: element.checked ?? element.getAttribute('aria-checked') === 'true',
    focused: element.contains(document.activeElement),
  };
}
