// Nothing typed is lost: a question before a page with unsaved text is left, and a copy of long texts that were not sent,
// in this browser, for its person, for 24 hours at most. A form says `data-unsent="never"` where no copy may be kept
// (moderation, interests, what is confidential), and `data-unsent="tab"` where it may be in this tab alone (votes).
const mark = 'waymark:unsent:';
const longest = 24 * 3_600_000;
const main = document.querySelector('main');
const person = main?.dataset.person ?? null;
const forms = [...(main?.querySelectorAll('form[method="post"]') ?? [])];
const says = (form) => form.dataset.unsent ?? 'browser';

/** The store that holds copies of a form; null: none. Browsers may refuse both. */
function storeOf(form) {
  try {
    if (person === null || says(form) === 'never') return null;
    return says(form) === 'tab' ? sessionStorage : localStorage;
  } catch {
    return null;
  }
}

// A field called `action` would hide the property of the form.
const addressOf = (form) => new URL(form.getAttribute('action') ?? '', location.href).pathname;
const keyOf = (form) => `${mark}${person}:${addressOf(form)}:${forms.indexOf(form)}`;
const textsOf = (form) => [...form.querySelectorAll('textarea[name]')];
const read = (store, key) => JSON.parse(store.getItem(key) ?? 'null');
// A form that was done with leads on (303); one that came to nothing does not.
const ledOn = performance.getEntriesByType('navigation')[0]?.redirectCount > 0;
const refused = document.querySelector('main .govuk-error-summary, main .govuk-inset-text[role="status"]') !== null;

/** Forgets copies of other people, old ones, and those that were sent and not refused. */
function tidy(store) {
  for (const key of Object.keys(store).filter((one) => one.startsWith(mark))) {
    const copy = read(store, key);
    const others = person !== null && !key.startsWith(`${mark}${person}:`);
    const done = copy.sent === true && ledOn && !refused;
    if (others || done || Date.now() - copy.at > longest) store.removeItem(key);
  }
}

function keep(form, sent = false) {
  const store = storeOf(form);
  if (store === null) return;
  const texts = textsOf(form).map((field) => [field.name, field.value]);
  try {
    if (texts.length > 0) store.setItem(keyOf(form), JSON.stringify({ at: Date.now(), sent, texts }));
  } catch {
    // The store is full or switched off: the form is sent as it is.
  }
}

/** Offers what was typed here and not sent, where it is not what stands in the form. */
function offer(form) {
  const store = storeOf(form);
  const copy = store && read(store, keyOf(form));
  if (!copy) return;
  const fields = textsOf(form);
  const lacks = copy.texts.filter(([name, text]) => {
    const field = fields.find((one) => one.name === name);
    return field !== undefined && text !== '' && field.value !== text;
  });
  if (lacks.length === 0) {
    store.removeItem(keyOf(form));
    return;
  }
  const when = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(copy.at);
  const box = document.createElement('div');
  box.className = 'govuk-inset-text';
  box.setAttribute('role', 'status');
  const line = document.createElement('p');
  line.className = 'govuk-body';
  line.textContent = `You typed something here at ${when} that was not sent.`;
  box.append(line);
  const button = (text, act) => {
    const one = document.createElement('button');
    one.type = 'button';
    one.className = 'waymark-link-button govuk-body';
    one.textContent = text;
    one.addEventListener('click', () => {
      act();
      box.remove();
    });
    box.append(one, ' ');
  };
  button('Put it back', () => {
    for (const [name, text] of lacks) {
      const field = fields.find((one) => one.name === name);
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    fields.find(({ name }) => name === lacks[0][0]).focus();
  });
  button('Throw it away', () => store.removeItem(keyOf(form)));
  form.before(box);
}

/** Begins to look after the forms of this page. */
export function keepUnsent() {
  for (const store of [() => localStorage, () => sessionStorage]) {
    try {
      tidy(store());
    } catch {
      // No store, no copies.
    }
  }
  const unsaved = new Set();
  for (const form of forms) {
    offer(form);
    let later = 0;
    form.addEventListener('input', () => {
      unsaved.add(form);
      clearTimeout(later);
      later = setTimeout(() => keep(form), 500);
    });
    form.addEventListener('saved', () => {
      unsaved.delete(form);
      clearTimeout(later);
      storeOf(form)?.removeItem(keyOf(form));
    });
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented) return;
      clearTimeout(later);
      unsaved.clear();
      keep(form, true);
    });
  }
  document.querySelector('form[action$="/sign-out"]')?.addEventListener('submit', () => {
    unsaved.clear();
    for (const store of [localStorage, sessionStorage]) {
      for (const key of Object.keys(store).filter((one) => one.startsWith(mark))) store.removeItem(key);
    }
  });
  addEventListener('beforeunload', (event) => {
    if (unsaved.size > 0) event.preventDefault();
  });
}
