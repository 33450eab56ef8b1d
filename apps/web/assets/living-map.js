// The living map of a route: pointing at an occupation lights its direct steps, choosing one keeps them lit and fills the
// sheet in place. What the sheet says is the server's: it is taken out of the page that the link leads to.
const occ = 'waymark-occ';
const nothing = { chosen: null, all: false, lit: [] };

/** Brings the map of this page to life, where it has one. */
export function livenMap() {
  const map = document.querySelector('[data-map]');
  if (map) new LivingMap(map);
}

/** What an address asks for: the occupation that is chosen, and whether all of its steps are lit. */
const askedBy = ({ searchParams }) => ({
  chosen: searchParams.get('occupation')?.toUpperCase() ?? null,
  all: searchParams.get('steps') === 'all',
});

/** What the server has lit on a page: also what is reached by ways over other maps. */
const litIn = (page) => [...page.querySelectorAll(`[data-map] .${occ}--lit`)].map(({ id }) => id);

const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

/** An occupation with the occupations at the other ends of its steps, in one direction. */
const add = (ends, from, to) => ends.set(from, [...(ends.get(from) ?? []), to]);

/** The address of this page with another choice, or none. */
function addressWith(chosen) {
  const url = new URL(location.href);
  url.hash = '';
  if (chosen !== null) url.searchParams.set('occupation', chosen);
  else for (const name of ['occupation', 'steps']) url.searchParams.delete(name);
  return url;
}

async function pageAt(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

class LivingMap {
  onward = new Map();
  back = new Map();
  /** How often something was chosen: an answer that comes too late is not shown. */
  turn = 0;

  constructor(map) {
    this.map = map;
    this.sheet = document.querySelector('#sheet');
    this.rows = new Map([...map.querySelectorAll(`.${occ}`)].map((row) => [row.id, row]));
    for (const [from, row] of this.rows) {
      for (const to of (row.dataset.to ?? '').split(' ').filter((one) => this.rows.has(one))) {
        add(this.onward, from, to);
        add(this.back, to, from);
      }
    }
    this.lines = map.querySelector('.waymark-map__lines g');
    /** What is chosen stays lit; what is pointed at is lit meanwhile. */
    this.kept = { ...askedBy(new URL(location.href)), lit: litIn(document) };
    this.shown = this.kept;
    this.listenToRows();
    this.listenAround();
    this.offerFolding();
    new ResizeObserver(() => this.light(this.shown)).observe(map);
  }

  listenToRows() {
    const { map } = this;
    for (const kind of ['pointerover', 'focusin']) {
      map.addEventListener(kind, ({ target }) => {
        const id = target.closest(`.${occ}`)?.id;
        if (id && id !== this.shown.chosen)
          this.light(id === this.kept.chosen ? this.kept : { ...nothing, chosen: id });
      });
    }
    map.addEventListener('pointerleave', () => this.light(this.kept));
    map.addEventListener('focusout', ({ relatedTarget }) => {
      if (!map.contains(relatedTarget)) this.light(this.kept);
    });
    map.addEventListener('click', (event) => {
      const id = event.target.closest(`.${occ}`)?.id;
      if (!id || !isPlain(event)) return;
      event.preventDefault();
      if (id === this.kept.chosen) this.close();
      else void this.show(addressWith(id), { focus: 'sheet' });
    });
  }

  listenAround() {
    this.sheet.addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (link?.pathname !== location.pathname || !isPlain(event)) return;
      event.preventDefault();
      const url = new URL(link.href);
      url.hash = '';
      if ('close' in link.dataset) this.close();
      else void this.show(url, { focus: 'sheet' });
    });
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.kept.chosen !== null) this.close();
    });
    addEventListener('popstate', () => {
      const { chosen, all } = askedBy(new URL(location.href));
      if (chosen !== this.kept.chosen || all !== this.kept.all) void this.show(new URL(location.href), { push: false });
    });
  }

  /** Folds all clusters, or none: a button that is of no use without a script. */
  offerFolding() {
    const button = document.querySelector('[data-fold]');
    button?.removeAttribute('hidden');
    button?.addEventListener('click', () => {
      const clusters = [...this.map.querySelectorAll('details')];
      const open = clusters.every((one) => !one.open);
      for (const one of clusters) one.open = open;
      [button.textContent, button.dataset.fold] = [button.dataset.fold, button.textContent];
    });
  }

  /** The steps to and from an occupation as pairs, the direct ones or all. */
  stepsOf({ chosen, all }) {
    const steps = [];
    for (const next of [this.onward, this.back]) {
      const seen = new Set([chosen]);
      for (let edge = [chosen]; edge.length > 0;) {
        const found = [];
        for (const one of edge) {
          for (const other of next.get(one) ?? []) {
            steps.push(next === this.onward ? [one, other] : [other, one]);
            if (!seen.has(other)) found.push(other);
            seen.add(other);
          }
        }
        edge = all ? found : [];
      }
    }
    return steps;
  }

  light(state) {
    this.shown = state;
    const steps = this.stepsOf(state);
    const lit = new Set([...steps.flat(), ...state.lit]);
    for (const [id, row] of this.rows) {
      row.classList.toggle(`${occ}--here`, id === state.chosen);
      row.classList.toggle(`${occ}--lit`, id !== state.chosen && lit.has(id));
      if (id === this.kept.chosen) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
    if (state.chosen === null) delete this.map.dataset.lit;
    else this.map.dataset.lit = state.chosen;
    this.lines.innerHTML = steps.map(([from, to]) => this.curve(this.rows.get(from), this.rows.get(to))).join('');
  }

  /** From where the rows are: the curves survive filters, folding and zoom. Within a column they run on its left. */
  curve(from, to) {
    const [a, b, map] = [from, to, this.map].map((one) => one?.getBoundingClientRect());
    if (!a?.width || !b?.width) return '';
    const way = Math.abs(a.left - b.left) < 20 ? 0 : Math.sign(b.left - a.left);
    const x1 = (way > 0 ? a.right : a.left) - map.left;
    const x2 = (way < 0 ? b.right : b.left) - map.left;
    const [y1, y2] = [a, b].map(({ top, height }) => top + height / 2 - map.top);
    const bend = way === 0 ? -20 : way * Math.max(16, Math.abs(x2 - x1) / 2);
    const arrival = way === 0 ? x2 + bend : x2 - bend;
    return `<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${arrival} ${y2} ${x2} ${y2}" marker-end="url(#tip)"/>`;
  }

  /** Shows here what stands at this address, which becomes that of this page; where it cannot be had, goes there. */
  async show(url, { push = true, focus } = {}) {
    this.turn += 1;
    const { turn } = this;
    this.kept = { ...nothing, ...askedBy(url) };
    this.light(this.kept);
    const page = await pageAt(url).catch(() => location.assign(url));
    if (!page || turn !== this.turn) return;
    const row = this.rows.get(this.kept.chosen);
    const cluster = row?.closest('details');
    if (cluster) cluster.open = true;
    this.fill(page);
    if (push) history.pushState(null, '', url);
    row?.scrollIntoView({ block: 'nearest' });
    if (focus === 'sheet') this.sheet.querySelector('h2').focus({ preventScroll: true });
    else focus?.focus();
  }

  fill(page) {
    // What else bears the choice: links to the picture as a file, and the rows, whose links may be opened elsewhere.
    for (const part of ['#sheet', '.waymark-posters', '.waymark-head__acts', '#about-this-map']) {
      const there = page.querySelector(part);
      if (there) document.querySelector(part)?.replaceChildren(...there.childNodes);
    }
    for (const { id, href } of page.querySelectorAll(`[data-map] .${occ}`))
      this.rows.get(id)?.setAttribute('href', href);
    this.sheet.scrollTop = 0;
    this.map.parentElement.classList.toggle('waymark-mapwrap--chosen', this.kept.chosen !== null);
    this.kept.lit = litIn(page);
    this.light(this.kept);
  }

  /** Takes the choice back; the focus returns to what was chosen. */
  close() {
    void this.show(addressWith(null), { focus: this.rows.get(this.kept.chosen) });
  }
}
