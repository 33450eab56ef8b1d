// What helps to read a long page: its contents follow the reader, an address of what stands in a tab opens that tab, and a
// button prints. Without scripts all of it is there: panels in order, contents as links, the browser's own way to print.

/** Marks in the contents of a page where the reader is. */
export function followContents() {
  const links = [...document.querySelectorAll('.waymark-toc a[href^="#"]')];
  const parts = links
    .map((link) => [link, document.getElementById(link.hash.slice(1))])
    .filter(([, part]) => part && !part.closest('aside'));
  if (parts.length === 0) return;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
    const passed = parts.filter(([, part]) => part.getBoundingClientRect().top < innerHeight / 3);
    const now = (atEnd ? parts.at(-1) : (passed.at(-1) ?? parts[0]))[0];
    for (const [link] of parts) {
      if (link === now) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon);
  mark();
}

/** Opens the tab in which stands what the address names, or a link in the page. */
export function openNamedTabs() {
  const goTo = (part) => {
    history.replaceState(null, '', `#${part.id}`);
    part.tabIndex = -1;
    part.focus();
    part.scrollIntoView({ block: 'center' });
  };
  const open = (hash) => {
    const part = hash.length > 1 && document.getElementById(hash.slice(1));
    const panel = part && part.closest('.govuk-tabs__panel');
    if (!panel || part === panel) return false;
    if (panel.classList.contains('govuk-tabs__panel--hidden')) {
      // The tab puts its own name into the address, and the browser goes there: what is meant comes after that.
      addEventListener('hashchange', () => goTo(part), { once: true });
      document.querySelector(`.govuk-tabs__tab[href="#${panel.id}"]`).click();
    } else goTo(part);
    return true;
  };
  open(location.hash);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && !link.matches('.govuk-tabs__tab') && open(link.hash)) event.preventDefault();
  });
}
