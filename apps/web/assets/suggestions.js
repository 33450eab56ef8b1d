// Suggestions while somebody types what they look for: a combobox (ARIA 1.2) over a list of what is found so far. Without
// scripts, or where nothing answers, the form is what it was. Only the words are sent, once for a pause, without cookies.

/** So long nobody types before it is asked, in milliseconds; so many answers are kept in the page. */
const [pause, mostKept] = [200, 100];
const answers = new Map();
const setAll = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const make = (tag, className, attributes = {}) =>
  setAll(Object.assign(document.createElement(tag), { className }), attributes);

/** Brings every search of this page to life; those of an earlier edition stay forms: what is suggested is of today. */
export function suggestWhileTyping() {
  const inputs = document.querySelectorAll('form[action$="/search"] input[type="search"]');
  for (const [no, input] of inputs.entries()) if (!input.form.elements.edition) new Suggestions(input, no);
}

async function foundFor(address, words, signal) {
  if (answers.has(words)) return answers.get(words);
  const url = `${address}?q=${encodeURIComponent(words)}`;
  const headers = { accept: 'application/json' };
  const answer = await fetch(url, { signal, headers, credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!answer.ok) throw new Error(answer.statusText);
  const { suggestions } = await answer.json();
  if (answers.size >= mostKept) answers.delete(answers.keys().next().value);
  answers.set(words, suggestions);
  return suggestions;
}

class Suggestions {
  /** Which of them is marked; none at first. */
  at = -1;

  constructor(input, no) {
    this.input = input;
    this.address = new URL(`${input.form.getAttribute('action')}/suggestions`, location.href).href;
    const id = `suggestions-${no}`;
    this.list = make('ul', 'waymark-suggestions', { id, role: 'listbox', 'aria-label': 'Suggestions', hidden: '' });
    this.status = make('div', 'govuk-visually-hidden', { role: 'status' });
    input.parentElement.classList.add('waymark-suggests');
    input.parentElement.append(this.list, this.status);
    setAll(input, {
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-controls': id,
      'aria-expanded': 'false',
    });
    input.addEventListener('input', (event) => !event.isComposing && this.wait());
    input.addEventListener('compositionend', () => this.wait());
    input.addEventListener('keydown', (event) => this.press(event));
    input.addEventListener('blur', () => this.close());
    // The focus stays in the field while somebody points at the list.
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', ({ target }) => this.go(target.closest('[role="option"]')));
  }

  get words() {
    return this.input.value.trim().replace(/\s+/g, ' ').toLowerCase();
  }

  get isOpen() {
    return !this.list.hidden;
  }

  wait() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.words.length < 2) this.close();
    else this.timer = setTimeout(() => void this.ask(), answers.has(this.words) ? 0 : pause);
  }

  async ask() {
    const { words } = this;
    this.asking = new AbortController();
    // Where nothing answers nothing is suggested, and the form still searches.
    const found = await foundFor(this.address, words, this.asking.signal).catch(() => null);
    if (words !== this.words || document.activeElement !== this.input) return;
    if (found === null) this.close();
    else this.show(found);
  }

  show(found) {
    const options = found.map(({ title, what, href }, no) => {
      const option = make('li', '', { id: `${this.list.id}-${no}`, role: 'option', 'data-href': href });
      const said = make('span', 'waymark-suggestions__what');
      said.textContent = what;
      option.append(title, ' ', said);
      return option;
    });
    this.list.replaceChildren(...options);
    this.mark(-1);
    this.open(options.length > 0);
    const many = options.length === 1 ? '1 suggestion' : `${options.length || 'No'} suggestions`;
    this.status.textContent = options.length > 0 ? `${many}. Use the up and down arrows` : many;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute('aria-expanded', String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    this.mark(-1);
    this.open(false);
    this.status.textContent = '';
  }

  mark(at) {
    this.at = at;
    for (const [no, option] of [...this.list.children].entries())
      option.setAttribute('aria-selected', String(no === at));
    const marked = this.list.children[at];
    if (marked) this.input.setAttribute('aria-activedescendant', marked.id);
    else this.input.removeAttribute('aria-activedescendant');
    marked?.scrollIntoView({ block: 'nearest' });
  }

  press(event) {
    const { key, isComposing, altKey } = event;
    if (isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && !this.isOpen && this.words.length >= 2) void this.ask();
    else if (step && altKey) this.close();
    // The field itself is one of the places: from the last one down, and from the first one up, the mark goes back to it.
    else if (step) {
      const places = this.list.children.length + 1;
      this.mark(((this.at + 1 + step + places) % places) - 1);
    } else if (key === 'Enter' && this.at >= 0) this.go(this.list.children[this.at]);
    else if (key === 'Escape' && this.isOpen) {
      this.close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  go(option) {
    if (option) location.assign(option.dataset.href);
  }
}
